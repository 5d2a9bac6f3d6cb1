package eu.bailiwick.metering.arrival;

import eu.bailiwick.metering.event.Envelope;
import java.util.UUID;

/** Names one numbered event. */
record EventKey(UUID epoch, String tenant, long sequence) {

  static EventKey of(Arrival.Event arrival) {
    Envelope envelope = arrival.event().envelope();
    return new EventKey(envelope.epoch(), envelope.tenant(), envelope.sequence());
  }
}
