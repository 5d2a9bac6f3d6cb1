package eu.bailiwick.metering.arrival;

import eu.bailiwick.metering.event.UsageEvent;
import eu.bailiwick.metering.ledger.LockedLogs;
import eu.bailiwick.metering.ledger.LogId;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes what arrived, within one transaction of others. */
final class Writing {

  private final Connection connection;
  private final Tolerance tolerance;
  private final SecureRandom random;
  private final Instant now;

  Writing(Connection connection, Tolerance tolerance, SecureRandom random, Instant now) {
    this.connection = connection;
    this.tolerance = tolerance;
    this.random = random;
    this.now = now;
  }

  /**
   * Writes.
   *
   * @param prepared has every numbered event among the arrivals
   */
  Tally write(List<Arrival> arrivals, PreparedEvents prepared) throws SQLException {
    List<Arrival.Event> told = only(Arrival.Event.class, arrivals);
    List<Arrival.Event> heartbeats =
        told.stream().filter(a -> a.event() instanceof UsageEvent.Heartbeat).toList();
    List<Arrival.Event> numbered = told.stream().filter(Prepared::isFor).toList();
    List<Arrival.DeadLetter> letters = only(Arrival.DeadLetter.class, arrivals);

    SequenceDigests.Sorted sorted = SequenceDigests.sort(connection, numbered);
    List<Arrival.Event> fresh = sorted.fresh();
    Epochs.Noticed noticed = Epochs.track(connection, fresh, heartbeats, tolerance, now);
    Map<EventKey, Hole> late = late(noticed.outOfOrder());
    Holes.filledLate(connection, late, now);
    Set<EventKey> repeats = OpenAttempts.settle(connection, fresh, noticed.outOfOrder().keySet());
    List<Finding> findings = new ArrayList<>(noticed.findings());
    late.forEach((key, hole) -> findings.add(Finding.lateFill(key, hole, now)));
    Oddities.equivocations(connection, sorted.equivocations(), now)
        .forEach(each -> findings.add(Finding.equivocation(each, now)));
    Oddities.deadLetters(connection, letters, now)
        .forEach(each -> findings.add(Finding.deadLetter(each, now)));
    List<Prepared> events = fresh.stream().map(prepared::get).toList();
    Map<EventKey, Long> leaves = append(events, findings);
    EventRows.insert(connection, events, context(late, repeats, leaves), now);
    NamedSnapshots.note(connection, fresh, now);
    return new Tally(
        fresh.size(),
        sorted.duplicates(),
        sorted.equivocations().size(),
        heartbeats.size(),
        late.size(),
        letters.size());
  }

  private Map<EventKey, Hole> late(Map<EventKey, Hole> outOfOrder) {
    Map<EventKey, Hole> late = new LinkedHashMap<>(outOfOrder);
    late.values().removeIf(hole -> !tolerance.grace().isOver(hole.since(), now));
    return late;
  }

  /** Returns where the leaf of each event now stands in the log of its tenant. */
  private Map<EventKey, Long> append(List<Prepared> events, List<Finding> findings)
      throws SQLException {
    Set<LogId> ids = findings.stream().map(Finding::log).collect(Collectors.toSet());
    events.forEach(event -> ids.add(log(event.arrival())));
    LockedLogs logs = LockedLogs.lock(connection, ids);
    Map<EventKey, Long> indexes = HashMap.newHashMap(events.size());
    for (Prepared event : events) {
      long index = logs.append(log(event.arrival()), event.leafHash());
      indexes.put(EventKey.of(event.arrival()), index);
    }
    findings.forEach(finding -> logs.append(finding.log(), finding.entry(random), now));
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
