package eu.bailiwick.sovereignty.eligibility;

import eu.bailiwick.sovereignty.law.Law;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The certain members of every country code and group, for each stretch between changes of law. */
final class NamedAreas {

  private final NavigableMap<Instant, Map<String, Countries>> stretches = new TreeMap<>();
  private final Map<String, Countries> beginning;

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
    stretches.put(at, areas);
  }

  /** Whether all names are areas. */
  boolean know(List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      if (!beginning.containsKey(names.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The union of named areas at an instant; every name must be known. */
  Countries union(List<String> names, Instant at) {
    Map<String, Countries> areas = at(at);
    Countries union = areas.getOrDefault(names.getFirst(), Countries.NONE);
    for (int i = 1; i < names.size(); i++) {
      union = union.with(areas.getOrDefault(names.get(i), Countries.NONE));
    }
    return union;
  }

  private Map<String, Countries> at(Instant at) {
    return stretches.size() == 1 ? beginning : stretches.floorEntry(at).getValue();
  }
}
