package eu.bailiwick.metering.storage;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.event.UsageEvent;
import org.jspecify.annotations.Nullable;

/** One record from Kafka, read. */
public sealed interface Arrival {

  Place place();

  /**
   * A usage event.
   *
   * @param value its exact bytes
   * @param salt 32 random bytes that came with it
   * @param digest SHA-256 of {@code value}
   */
  record Event(Place place, UsageEvent event, Bytes value, Bytes salt, Bytes digest)
      implements Arrival {}

  /**
   * A record that is not an event. It is kept as it came.
   *
   * @param reason a stable word
   * @param detail a sentence
   * @param key null if it had none
   * @param salt null if it had none
   * @param value null if it had none
   */
  record DeadLetter(
      Place place,
      String reason,
      String detail,
      @Nullable Bytes key,
      @Nullable Bytes salt,
      @Nullable Bytes value)
      implements Arrival {}
}
