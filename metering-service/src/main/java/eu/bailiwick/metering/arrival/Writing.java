package eu.bailiwick.metering.arrival;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.event.UsageEvent;
import eu.bailiwick.metering.ledger.LockedLogs;
import eu.bailiwick.metering.ledger.LogId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes what arrived, within one transaction of others. */
final class Writing {

  /** The reason of a dead letter that names another router than its epoch is of. */
  private static final String MISATTRIBUTED = "misattributed";

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
    List<Arrival.DeadLetter> letters = new ArrayList<>(only(Arrival.DeadLetter.class, arrivals));

    Origins origins = Origins.of(connection, numbered);
    SequenceDigests.Sorted sorted = SequenceDigests.sort(connection, origins, numbered);
    List<Arrival.Event> fresh = sorted.fresh();
    sorted.misattributed().forEach(each -> letters.add(letter(each, origins.origin(each))));
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
    List<Long> indexes = append(events, findings);
    Map<String, Integer> snapshots = NamedSnapshots.note(connection, fresh, now);
    List<Shape> shapes = shapes(events, repeats);
    Map<Bytes, Integer> shapeIds = Shapes.ids(connection, shapes);
    List<EventRows.Row> rows = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      Arrival.Event arrival = fresh.get(i);
      Hole hole = late.isEmpty() ? null : late.get(EventKey.of(arrival));
      rows.add(
          new EventRows.Row(
              events.get(i),
              hole == null ? null : hole.since(),
              origins.id(arrival),
              Objects.requireNonNull(shapeIds.get(shapes.get(i).digest())),
              snapshots.get(NamedSnapshots.of(arrival)),
              indexes.get(i)));
    }
    EventRows.insert(connection, rows, now);
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

  /** Returns where the leaf of each event now stands in the log of its tenant, in their order. */
  private List<Long> append(List<Prepared> events, List<Finding> findings) throws SQLException {
    Set<LogId> ids = findings.stream().map(Finding::log).collect(Collectors.toSet());
    events.forEach(event -> ids.add(log(event.arrival())));
    LockedLogs logs = LockedLogs.lock(connection, ids);
    List<Long> indexes = new ArrayList<>(events.size());
    for (Prepared event : events) {
      indexes.add(logs.append(log(event.arrival()), event.leafHash()));
    }
    findings.forEach(finding -> logs.append(finding.log(), finding.entry(random), now));
    logs.write();
    return indexes;
  }

  private static LogId log(Arrival.Event arrival) {
    return LogId.tenant(arrival.event().envelope().tenant());
  }

  private static Arrival.DeadLetter letter(Arrival.Event arrival, Origins.Origin origin) {
    return new Arrival.DeadLetter(
        arrival.place(),
        MISATTRIBUTED,
        "its epoch is of router %s at %s in cell %s"
            .formatted(origin.router(), origin.site(), origin.cell()),
        new Bytes(arrival.event().envelope().tenant().getBytes(StandardCharsets.UTF_8)),
        arrival.salt(),
        arrival.value());
  }

  private static List<Shape> shapes(List<Prepared> events, Set<EventKey> repeats) {
    return events.stream()
        .map(
            event ->
                repeats.contains(EventKey.of(event.arrival()))
                    ? Shape.of(event.arrival(), true)
                    : event.shape())
        .toList();
  }

  private static <T extends Arrival> List<T> only(Class<T> kind, List<Arrival> arrivals) {
    return arrivals.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
