package eu.bailiwick.sovereignty.eligibility;

import eu.bailiwick.sovereignty.law.Law;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The certain members of every country code and group, for each stretch between changes of law. */
final class NamedAreas {

  /** More combinations than this are worked out each time; callers choose them. */
  private static final int KEPT = 1024;

  /**
   * What names mean from one change of the law to the next.
   *
   * @param unions of several areas that were asked for before
   */
  private record Stretch(Map<String, Countries> areas, Map<List<String>, Countries> unions) {

    Countries union(List<String> names) {
      Countries known = unions.get(names);
      return known == null ? made(names) : known;
    }

    private Countries made(List<String> names) {
      Countries union = Countries.NONE;
      for (String name : names) {
        union = union.with(areas.getOrDefault(name, Countries.NONE));
      }
      if (unions.size() < KEPT) {
        unions.put(List.copyOf(names), union);
      }
      return union;
    }
  }

  private final NavigableMap<Instant, Stretch> stretches = new TreeMap<>();
  private final Stretch beginning;

  NamedAreas(Law law, Instant from, Instant until) {
    List<String> names = names(law);
    add(law, names, from);
    for (Instant change : law.changes().subSet(from, false, until, false)) {
      add(law, names, change);
    }
    this.beginning = stretches.firstEntry().getValue();
  }

  private static List<String> names(Law law) {
    Stream<String> countries = Stream.concat(Stream.of(Locale.getISOCountries()), Stream.of("XK"));
    return Stream.concat(law.groups().stream(), countries).toList();
  }

  private void add(Law law, List<String> names, Instant at) {
    Map<String, Countries> areas = new HashMap<>();
    for (String name : names) {
      areas.put(name, Countries.of(law.area(List.of(name), at).certainly()));
    }
    stretches.put(at, new Stretch(areas, new ConcurrentHashMap<>()));
  }

  /** Whether all names are areas. */
  boolean know(List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      if (!beginning.areas().containsKey(names.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The union of named areas at an instant; every name must be known. */
  Countries union(List<String> names, Instant at) {
    Stretch stretch = at(at);
    return names.size() == 1
        ? stretch.areas().getOrDefault(names.getFirst(), Countries.NONE)
        : stretch.union(names);
  }

  private Stretch at(Instant at) {
    return stretches.size() == 1 ? beginning : stretches.floorEntry(at).getValue();
  }
}
