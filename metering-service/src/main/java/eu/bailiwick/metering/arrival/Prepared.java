package eu.bailiwick.metering.arrival;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.event.UsageEvent;
import eu.bailiwick.metering.storage.PackedValue;

/**
 * An event with what can be computed of it before a transaction begins, on all processors.
 *
 * @param leafHash of its leaf in the log of its tenant
 * @param packed its bytes as they are stored
 * @param shape as if it repeated nothing
 */
record Prepared(Arrival.Event arrival, Bytes leafHash, Bytes packed, Shape shape) {

  static Prepared of(Arrival.Event arrival) {
    return new Prepared(
        arrival,
        arrival.leaf().hash(),
        new Bytes(PackedValue.pack(arrival.value().content())),
        Shape.of(arrival, false));
  }

  /** Whether the event has a number of its own, and so a row and a leaf. */
  static boolean isFor(Arrival.Event arrival) {
    return arrival.event() instanceof UsageEvent.Numbered;
  }
}
