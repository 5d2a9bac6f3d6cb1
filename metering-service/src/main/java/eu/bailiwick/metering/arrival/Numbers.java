package eu.bailiwick.metering.arrival;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The numbers of one (epoch, tenant): the highest that is known, and the holes below it. */
final class Numbers {

  /** The highest number of an epoch of which nothing is known yet. */
  static final long NONE = -1;

  private final Set<Hole> loaded;
  private final NavigableMap<Long, Hole> holes = new TreeMap<>();
  private long highest;

  /**
   * Goes on where an earlier batch ended.
   *
   * @param holes at least all those that contain a number which will arrive
   */
  Numbers(long highest, Collection<Hole> holes) {
    this.highest = highest;
    this.loaded = Set.copyOf(holes);
    holes.forEach(this::dig);
  }

  long highest() {
    return highest;
  }

  /** Somebody says that all numbers up to this one were given out. */
  void claim(long upTo, Instant now) {
    claim(upTo, now, false);
  }

  /** Somebody says that all numbers up to this one were given out, and may be missing for good. */
  void claimGivenUp(long upTo, Instant now) {
    claim(upTo, now, true);
  }

  private void claim(long upTo, Instant now, boolean givenUp) {
    if (upTo > highest) {
      dig(new Hole(highest + 1, upTo, now, givenUp));
      highest = upTo;
    }
  }

  /**
   * A number arrives for the first time.
   *
   * @return the hole that it was in, if it is out of order
   */
  Optional<Hole> arrive(long number, Instant now) {
    if (number > highest) {
      claim(number - 1, now);
      highest = number;
      return Optional.empty();
    }
    Map.Entry<Long, Hole> below = holes.floorEntry(number);
    if (below == null || below.getValue().last() < number) {
      return Optional.empty();
    }
    Hole hole = below.getValue();
    fill(hole, number);
    return Optional.of(hole);
  }

  /** Holes that are no longer as they were loaded. */
  Set<Hole> removed() {
    Set<Hole> removed = new HashSet<>(loaded);
    removed.removeAll(Set.copyOf(holes.values()));
    return removed;
  }

  /** Holes that were not loaded. */
  Set<Hole> added() {
    Set<Hole> added = new HashSet<>(holes.values());
    added.removeAll(loaded);
    return added;
  }

  private void fill(Hole hole, long number) {
    holes.remove(hole.first());
    if (hole.first() < number) {
      dig(hole.reduced(hole.first(), number - 1));
    }
    if (number < hole.last()) {
      dig(hole.reduced(number + 1, hole.last()));
    }
  }

  private void dig(Hole hole) {
    holes.put(hole.first(), hole);
  }
}
