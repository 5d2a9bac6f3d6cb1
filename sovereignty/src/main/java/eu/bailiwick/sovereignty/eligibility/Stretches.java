package eu.bailiwick.sovereignty.eligibility;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Stretches of time that do not overlap; those that touch are one. Not thread-safe. */
final class Stretches {

  /** Empty; not to be added to. */
  static final Stretches NEVER = new Stretches();

  private final NavigableMap<Instant, Instant> untilByFrom = new TreeMap<>();

  static Stretches of(Instant from, Instant until) {
    Stretches stretches = new Stretches();
    stretches.add(from, until);
    return stretches;
  }

  /** Adds a stretch that overlaps none that is there. */
  void add(Instant from, Instant until) {
    Instant begin = from;
    Map.Entry<Instant, Instant> touching = untilByFrom.lowerEntry(from);
    if (touching != null && touching.getValue().equals(from)) {
      begin = touching.getKey();
    }
    Instant next = untilByFrom.remove(until);
    untilByFrom.put(begin, next == null ? until : next);
  }

  /** Whether every instant of {@code others} from {@code since} on lies in these. */
  boolean cover(Stretches others, Instant since) {
    return others.untilByFrom.entrySet().stream()
        .filter(stretch -> stretch.getValue().isAfter(since))
        .allMatch(
            stretch -> {
              Instant begin = stretch.getKey().isBefore(since) ? since : stretch.getKey();
              Map.Entry<Instant, Instant> around = untilByFrom.floorEntry(begin);
              return around != null && !around.getValue().isBefore(stretch.getValue());
            });
  }
}
