package eu.bailiwick.routing.usage;

import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Gives events their number, bytes and salt. The bytes of a number are made once, so that every
 * retry sends the same.
 */
final class EventWriter {

  private static final int SALT_BYTES = 32;

  private final EventEncoder encoder;
  private final Sources sources;
  private final long heartbeatMillis;
  private final MessageDigest sha256 = Receipt.sha256();

  EventWriter(EventEncoder encoder, Sources sources, long heartbeatMillis) {
    this.encoder = encoder;
    this.sources = sources;
    this.heartbeatMillis = heartbeatMillis;
  }

  /** Number 0 of the tenant. */
  Numbered announcement(Epoch epoch, TenantNumbers tenant) {
    var content = new Content.Announced(heartbeatMillis, tenant.predecessor());
    Stamp stamp = stamp(epoch, tenant, tenant.next());
    tenant.take(content);
    return numbered(stamp, content, encoder.encode(stamp, content), new CompletableFuture<>());
  }

  /** Repeats the tenant's last number. */
  Numbered heartbeat(Epoch epoch, TenantNumbers tenant) {
    var content = new Content.Heartbeat();
    Stamp stamp = stamp(epoch, tenant, tenant.last());
    return numbered(stamp, content, encoder.encode(stamp, content), new CompletableFuture<>());
  }

  /**
   * The tenant's next number.
   *
   * @param acknowledgement what the caller holds
   * @return empty if the event is larger than the contract permits; then no number was taken
   */
  Optional<Numbered> next(
      Epoch epoch,
      TenantNumbers tenant,
      Content content,
      CompletableFuture<Receipt> acknowledgement) {
    Stamp stamp = stamp(epoch, tenant, tenant.next());
    byte[] value = encoder.encode(stamp, content);
    if (value.length > EventEncoder.MAX_BYTES && !(content instanceof Content.End)) {
      return Optional.empty();
    }
    tenant.take(content);
    return Optional.of(numbered(stamp, content, value, acknowledgement));
  }

  private Stamp stamp(Epoch epoch, TenantNumbers tenant, long sequence) {
    return new Stamp(epoch.id(), tenant.tenant(), sequence, sources.clock().instant());
  }

  private Numbered numbered(
      Stamp stamp, Content content, byte[] value, CompletableFuture<Receipt> acknowledgement) {
    byte[] salt = new byte[SALT_BYTES];
    sources.random().nextBytes(salt);
    long since = sources.ticks().getAsLong();
    Receipt receipt = receipt(stamp, content, value, salt);
    return new Numbered(stamp, content, value, salt, since, receipt, acknowledgement);
  }

  /** Of what a caller is answered. */
  private @Nullable Receipt receipt(Stamp stamp, Content content, byte[] value, byte[] salt) {
    return switch (content) {
      case Content.Beginning(Opened opened) ->
          Receipt.of(opened.request().request(), stamp, salt, value, sha256);
      case Content.Refusal(Denied denied) ->
          Receipt.of(denied.request().request(), stamp, salt, value, sha256);
      case Content.Announced _, Content.Heartbeat _, Content.Ended _, Content.End _ -> null;
    };
  }
}
