package eu.bailiwick.routing.usage;

import java.util.concurrent.CompletableFuture;

/** An event with its number and its final bytes. */
final class Numbered {

  private final Stamp stamp;
  private final Content content;
  private final byte[] value;
  private final byte[] salt;
  private final long since;
  private final CompletableFuture<Void> acknowledgement;
  private boolean acknowledged;

  /**
   * @param value the bytes; not copied
   * @param salt 32 random bytes; not copied
   * @param since tick of the nanosecond clock at which it began to wait
   * @param acknowledgement what the caller holds
   */
  Numbered(
      Stamp stamp,
      Content content,
      byte[] value,
      byte[] salt,
      long since,
      CompletableFuture<Void> acknowledgement) {
    this.stamp = stamp;
    this.content = content;
    this.value = value;
    this.salt = salt;
    this.since = since;
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
    return !acknowledgement.isDone();
  }

  boolean acknowledged() {
    return acknowledged;
  }

  void acknowledge() {
    acknowledged = true;
    acknowledgement.complete(null);
  }

  /** Tells the caller that the broker did not acknowledge it; it may still arrive. */
  void fail(String cause) {
    acknowledgement.completeExceptionally(new AuditUnavailableException(cause, true));
  }
}
