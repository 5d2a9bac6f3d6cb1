package eu.bailiwick.routing.usage;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An event with its number and its final bytes. */
final class Numbered {

  private final Stamp stamp;
  private final Content content;
  private final byte[] value;
  private final byte[] salt;
  private final long since;
  private final @Nullable Receipt receipt;
  private final CompletableFuture<Receipt> acknowledgement;
  private boolean acknowledged;

  /**
   * @param value the bytes; not copied
   * @param salt 32 random bytes; not copied
   * @param since tick of the nanosecond clock at which it began to wait
   * @param receipt what the caller is told; null if nobody waits for this kind of event
   * @param acknowledgement what the caller holds
   */
  Numbered(
      Stamp stamp,
      Content content,
      byte[] value,
      byte[] salt,
      long since,
      @Nullable Receipt receipt,
      CompletableFuture<Receipt> acknowledgement) {
    this.stamp = stamp;
    this.content = content;
    this.value = value;
    this.salt = salt;
    this.since = since;
    this.receipt = receipt;
    this.acknowledgement = acknowledgement;
  }

  Stamp stamp() {
    return stamp;
  }

  Content.Place place() {
    return new Content.Place(stamp.epoch(), stamp.sequence());
  }

  Content content() {
    return content;
  }

  byte[] value() {
    return value;
  }

  byte[] salt() {
    return salt;
  }

  /** Whether it waits for longer than {@code limit} nanoseconds at tick {@code now}. */
  boolean waitsLongerThan(long limit, long now) {
    return now - since > limit;
  }

  /** Whether a caller waits for the acknowledgement. */
  boolean awaited() {
    return receipt != null && !acknowledgement.isDone();
  }

  boolean acknowledged() {
    return acknowledged;
  }

  void acknowledge() {
    acknowledged = true;
    tell();
  }

  /** Tells the caller who waits for no more than the number. */
  void tell() {
    if (receipt != null) {
      acknowledgement.complete(receipt);
    }
  }

  /** Tells the caller that the broker did not acknowledge it; it may still arrive. */
  void fail(String cause) {
    acknowledgement.completeExceptionally(new AuditUnavailableException(cause, true));
  }
}
