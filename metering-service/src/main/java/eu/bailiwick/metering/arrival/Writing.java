package eu.bailiwick.metering.arrival;

import eu.bailiwick.metering.event.UsageEvent;
import eu.bailiwick.metering.ledger.LockedLogs;
import eu.bailiwick.metering.ledger.LogId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes what arrived, within one transaction of others. */
final class Writing {

  private final Connection connection;
  private final Grace grace;
  private final Instant now;

  Writing(Connection connection, Grace grace, Instant now) {
    this.connection = connection;
    this.grace = grace;
    this.now = now;
  }

  Tally write(List<Arrival> arrivals) throws SQLException {
    List<Arrival.Event> events = only(Arrival.Event.class, arrivals);
    List<Arrival.Event> heartbeats =
        events.stream().filter(a -> a.event() instanceof UsageEvent.Heartbeat).toList();
    List<Arrival.Event> numbered =
        events.stream().filter(a -> a.event() instanceof UsageEvent.Numbered).toList();
    List<Arrival.DeadLetter> letters = only(Arrival.DeadLetter.class, arrivals);

    SequenceDigests.Sorted sorted = SequenceDigests.sort(connection, numbered);
    int lateFills = fresh(sorted.fresh(), heartbeats);
    Oddities.equivocations(connection, sorted.equivocations(), now);
    Oddities.deadLetters(connection, letters, now);
    return new Tally(
        sorted.fresh().size(),
        sorted.duplicates(),
        sorted.equivocations().size(),
        heartbeats.size(),
        lateFills,
        letters.size());
  }

  private int fresh(List<Arrival.Event> fresh, List<Arrival.Event> heartbeats) throws SQLException {
    Map<EventKey, Hole> outOfOrder = Epochs.track(connection, fresh, heartbeats, now);
    Map<EventKey, Hole> late = new HashMap<>(outOfOrder);
    late.values().removeIf(hole -> !grace.isOver(hole.since(), now));
    Holes.filledLate(connection, late, now);
    Set<EventKey> repeats = OpenAttempts.settle(connection, fresh, outOfOrder.keySet());
    EventRows.insert(connection, fresh, context(late, repeats, leaves(fresh)), now);
    NamedSnapshots.note(connection, fresh, now);
    return late.size();
  }

  /** Where the leaf of each event now stands in the log of its tenant. */
  private Map<EventKey, Long> leaves(List<Arrival.Event> fresh) throws SQLException {
    LockedLogs logs =
        LockedLogs.lock(connection, fresh.stream().map(Writing::log).collect(Collectors.toSet()));
    Map<EventKey, Long> indexes = HashMap.newHashMap(fresh.size());
    for (Arrival.Event arrival : fresh) {
      indexes.put(EventKey.of(arrival), logs.append(log(arrival), arrival.leaf()));
    }
    logs.write();
    return indexes;
  }

  private static LogId log(Arrival.Event arrival) {
    return LogId.tenant(arrival.event().envelope().tenant());
  }

  private static EventRows.Context context(
      Map<EventKey, Hole> late, Set<EventKey> repeats, Map<EventKey, Long> leaves) {
    return new EventRows.Context() {
      @Override
      public @Nullable Instant lateSince(Arrival.Event arrival) {
        Hole hole = late.isEmpty() ? null : late.get(EventKey.of(arrival));
        return hole == null ? null : hole.since();
      }

      @Override
      public boolean repeats(Arrival.Event arrival) {
        return !repeats.isEmpty() && repeats.contains(EventKey.of(arrival));
      }

      @Override
      public long logIndex(Arrival.Event arrival) {
        return Objects.requireNonNull(leaves.get(EventKey.of(arrival)));
      }
    };
  }

  private static <T extends Arrival> List<T> only(Class<T> kind, List<Arrival> arrivals) {
    return arrivals.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
