package eu.bailiwick.metering.arrival;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.event.Envelope;
import eu.bailiwick.metering.event.UsageEvent;
import eu.bailiwick.metering.ledger.Leaf;
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
      implements Arrival {

    /** What the log of its tenant commits to. */
    Leaf leaf() {
      Envelope envelope = event.envelope();
      return Leaf.ofEvent(
          event.type(),
          envelope.epoch(),
          envelope.sequence(),
          envelope.time(),
          Leaf.commitment(salt, value));
    }
  }

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
