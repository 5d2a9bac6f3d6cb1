package eu.bailiwick.metering.arrival;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The prepared events of one batch. By identity: equality would compare all bytes. */
final class PreparedEvents {

  private final IdentityHashMap<Arrival, Prepared> events;

  private PreparedEvents(IdentityHashMap<Arrival, Prepared> events) {
    this.events = events;
  }

  /** Prepares the numbered events among these, on all processors. */
  static PreparedEvents of(List<? extends Arrival> arrivals) {
    List<Arrival.Event> numbered =
        arrivals.stream()
            .flatMap(a -> a instanceof Arrival.Event event ? Stream.of(event) : Stream.empty())
            .filter(Prepared::isFor)
            .toList();
    IdentityHashMap<Arrival, Prepared> events = new IdentityHashMap<>(numbered.size());
    for (Prepared each : numbered.parallelStream().map(Prepared::of).toList()) {
      events.put(each.arrival(), each);
    }
    return new PreparedEvents(events);
  }

  Prepared get(Arrival.Event arrival) {
    return Objects.requireNonNull(events.get(arrival));
  }
}
