package eu.bailiwick.sovereignty.eligibility;

import eu.bailiwick.sovereignty.eligibility.Subjects.Subject;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.Country;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every endpoint in every stretch of the table's life in which nothing about it changes, by
 * position. First the endpoints that never change, in blocks of one model and the same places; then
 * the others, one endpoint after the other, each with its stretches in their order.
 */
final class Slots {

  /**
   * One endpoint in one stretch.
   *
   * @param number of the endpoint
   * @param moment number of {@code begin} among all instants at which a stretch begins
   */
  record Slot(
      Subject subject, int number, int moment, Instant begin, Instant end, Countries places) {

    String model() {
      return subject.model().id();
    }
  }

  /** Positions of endpoints that never change, of one model, with the same places. */
  record Block(String model, Countries places, int start, int end) {}

  /** Where requests are said to be processed, and the country of the site. */
  private record Spread(Set<Country> processing, Country site) {
    Countries countries() {
      Set<Country> places = new HashSet<>(processing);
      places.add(site);
      return Countries.of(places);
    }
  }

  private final Instant from;
  private final Instant until;
  private final List<Slot> slots = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();
  private final Map<Instant, Integer> moments = new HashMap<>();
  private final Map<Spread, Countries> shared = new HashMap<>();

  Slots(Subjects subjects, Instant from, Instant until) {
    this.from = from;
    this.until = until;
    Map<Boolean, List<Subject>> byChange = new HashMap<>();
    for (Subject subject : subjects.list()) {
      byChange
          .computeIfAbsent(!subject.boundaries().isEmpty(), changes -> new ArrayList<>())
          .add(subject);
    }
    addUnchanging(byChange.getOrDefault(false, List.of()));
    int number = slots.size();
    for (Subject subject : byChange.getOrDefault(true, List.of())) {
      addStretches(subject, number++);
    }
  }

  private void addUnchanging(List<Subject> unchanging) {
    Map<String, Map<Countries, List<Subject>>> sorted = new HashMap<>();
    for (Subject subject : unchanging) {
      sorted
          .computeIfAbsent(subject.model().id(), model -> new HashMap<>())
          .computeIfAbsent(places(subject, from), places -> new ArrayList<>())
          .add(subject);
    }
    sorted.forEach((model, byPlaces) -> byPlaces.forEach((p, some) -> addBlock(model, p, some)));
  }

  private void addBlock(String model, Countries places, List<Subject> subjects) {
    blocks.add(new Block(model, places, slots.size(), slots.size() + subjects.size()));
    for (Subject subject : subjects) {
      add(subject, slots.size(), from, until, places);
    }
  }

  private void addStretches(Subject subject, int number) {
    Instant begin = from;
    List<Instant> ends = new ArrayList<>(subject.boundaries());
    ends.add(until);
    for (Instant end : ends) {
      add(subject, number, begin, end, places(subject, begin));
      begin = end;
    }
  }

  private void add(Subject subject, int number, Instant begin, Instant end, Countries places) {
    int moment = moments.computeIfAbsent(begin, b -> moments.size());
    slots.add(new Slot(subject, number, moment, begin, end, places));
  }

  /** How many instants there are at which a stretch begins. */
  int moments() {
    return moments.size();
  }

  /** Where a request may be processed at an instant: what is recorded, and the site's country. */
  private Countries places(Subject subject, Instant at) {
    Fact<Set<Country>> processing = subject.endpoint().facts().processing();
    Set<Country> counting =
        processing != null && processing.countsAt(at, Grade.DECLARED)
            ? processing.value()
            : Set.of();
    return shared.computeIfAbsent(
        new Spread(counting, subject.site() == null ? Country.UNKNOWN : subject.site().country()),
        Spread::countries);
  }

  List<Slot> list() {
    return slots;
  }

  List<Block> blocks() {
    return blocks;
  }

  /** Position of the first slot of an endpoint that changes; the number of those that do not. */
  int firstChanging() {
    return blocks.isEmpty() ? 0 : blocks.getLast().end();
  }

  /** Whether a stretch is the whole life. */
  boolean isWhole(Instant begin, Instant end) {
    return begin.equals(from) && end.equals(until);
  }
}
