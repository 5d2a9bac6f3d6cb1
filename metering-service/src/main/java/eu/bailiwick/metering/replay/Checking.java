package eu.bailiwick.metering.replay;

import eu.bailiwick.metering.event.EventReader;
import eu.bailiwick.metering.event.MalformedEventException;
import eu.bailiwick.metering.event.UsageEvent;
import eu.bailiwick.metering.event.UsageEvent.OfRequest;
import eu.bailiwick.metering.replay.ConsistencyStore.Arrived;
import eu.bailiwick.metering.replay.ConsistencyStore.Behind;
import eu.bailiwick.metering.replay.ConsistencyStore.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Goes through logs, a stretch at a time. Blocks; for one thread. */
final class Checking {

  private static final int STRETCH = 2_000;
  private static final int LOGS_AT_ONCE = 100;
  private static final Set<String> DECISIONS = Set.of("denied", "opened");

  /**
   * How long an event waits for a snapshot that the registry is still asked for, so that the first
   * events of a snapshot do not fill the list.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ConsistencyStore store;
  private final Examiner examiner;
  private final EventReader reader;
  private final Clock clock;

  Checking(ConsistencyStore store, Examiner examiner, EventReader reader, Clock clock) {
    this.store = store;
    this.examiner = examiner;
    this.reader = reader;
    this.clock = clock;
  }

  /**
   * Goes on by one stretch of each log that grew, and settles what waited for its snapshot.
   *
   * @return whether anything was done
   */
  boolean step() {
    boolean done = false;
    for (Behind log : store.behind(LOGS_AT_ONCE)) {
      done |= advance(log);
    }
    for (Arrived arrived : store.arrived(STRETCH)) {
      done |= settle(arrived);
    }
    return done;
  }

  private boolean advance(Behind log) {
    long to = Math.min(log.size(), log.next() + STRETCH);
    List<Examined> decisions = new ArrayList<>();
    Instant until = null;
    for (Row row : store.rows(log.tenant(), log.next(), to)) {
      Optional<Examined> examined = examine(row);
      if (examined.isPresent() && waits(row, examined.get())) {
        to = row.index();
        break;
      }
      examined.ifPresent(decisions::add);
      until = row.time();
    }
    return to > log.next()
        && store.record(new Stretch(log.tenant(), log.next(), to, decisions, until));
  }

  private boolean settle(Arrived arrived) {
    boolean done = false;
    for (Row row : store.row(arrived)) {
      Optional<Examined> examined = examine(row).filter(e -> !isMissing(e.verdict()));
      examined.ifPresent(e -> store.settle(arrived.tenant(), e));
      done |= examined.isPresent();
    }
    return done;
  }

  private Optional<Examined> examine(Row row) {
    if (!DECISIONS.contains(row.type())) {
      return Optional.empty();
    }
    if (row.value() == null) {
      return Optional.of(uncomputable(row, Cause.ERASED, "its bytes are gone"));
    }
    try {
      UsageEvent event = reader.read(row.value().content());
      return event instanceof OfRequest of ? Optional.of(examine(row, of)) : Optional.empty();
    } catch (MalformedEventException e) {
      return Optional.of(uncomputable(row, Cause.EVENT_UNREADABLE, "it is no event any more"));
    }
  }

  private Examined examine(Row row, OfRequest event) {
    return new Examined(
        row.index(),
        event.request(),
        row.time(),
        event.decided().map(decision -> decision.snapshot()).orElse(null),
        examiner.examine(event));
  }

  private static Examined uncomputable(Row row, Cause cause, String detail) {
    return new Examined(
        row.index(), null, row.time(), null, new Verdict.Uncomputable(cause, detail));
  }

  private boolean waits(Row row, Examined examined) {
    return isMissing(examined.verdict())
        && clock.instant().isBefore(row.stored().plus(PATIENCE))
        && examiner.isWanted(examined.snapshot());
  }

  private static boolean isMissing(Verdict verdict) {
    return verdict instanceof Verdict.Uncomputable u && u.cause() == Cause.SNAPSHOT_MISSING;
  }
}
