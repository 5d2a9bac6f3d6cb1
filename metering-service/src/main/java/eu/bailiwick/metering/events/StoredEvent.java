package eu.bailiwick.metering.events;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.event.Envelope;
import eu.bailiwick.metering.event.UsageEvent;
import eu.bailiwick.metering.event.UsageEvent.Announced;
import eu.bailiwick.metering.event.UsageEvent.Closed;
import eu.bailiwick.metering.event.UsageEvent.OfRequest;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An event as read back, with what its row knows besides. */
record StoredEvent(UsageEvent event, Receipt receipt) {

  /**
   * What storage adds to an event.
   *
   * @param digest SHA-256 of its bytes
   * @param lateSince when its absence was noticed, if it filled a gap
   * @param repeats whether it is the end of an attempt whose end was stored already
   */
  record Receipt(Bytes digest, Instant stored, @Nullable Instant lateSince, boolean repeats) {}

  EventItem item() {
    Envelope envelope = event.envelope();
    Optional<OfRequest> of = event instanceof OfRequest that ? Optional.of(that) : Optional.empty();
    return new EventItem(
        event.type(),
        envelope.cell(),
        envelope.router(),
        envelope.site(),
        envelope.tenant(),
        envelope.epoch(),
        envelope.sequence(),
        envelope.time(),
        "sha256:" + receipt.digest(),
        null,
        receipt.stored(),
        receipt.lateSince(),
        of.map(OfRequest::request).orElse(null),
        of.flatMap(OfRequest::attempted).map(attempt -> attempt.attempt()).orElse(null),
        of.map(OfRequest::outcome).orElse(null),
        of.flatMap(OfRequest::counted).orElse(null),
        of.map(OfRequest::reason).orElse(null),
        of.flatMap(OfRequest::answered).orElse(null),
        of.flatMap(OfRequest::refused).orElse(null),
        event instanceof Announced announced ? announced.predecessor() : null,
        event instanceof Closed closed ? closed.recordedBefore() : null,
        receipt.repeats() ? true : null,
        of.map(OfRequest::descriptor).map(EventItem.Asked::of).orElse(null),
        of.flatMap(OfRequest::decided).map(EventItem.Decided::of).orElse(null),
        of.flatMap(OfRequest::served).map(EventItem.Served::of).orElse(null),
        of.flatMap(OfRequest::exchanged).map(EventItem.Exchanged::of).orElse(null));
  }
}
