package eu.bailiwick.registry.search;

import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.law.Law;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Countries, and groups with their certain members at one instant. */
final class Areas {

  private final Law law;
  private final Map<String, Set<Country>> groups = new TreeMap<>();

  Areas(Law law, Instant at) {
    this.law = law;
    for (String group : law.groups()) {
      groups.put(group, law.area(List.of(group), at).certainly());
    }
  }

  boolean knows(String name) {
    return law.isArea(name);
  }

  Set<String> groupNames() {
    return groups.keySet();
  }

  /** Every area in which all of {@code places} certainly lie; none if there is no place. */
  List<String> around(Collection<Country> places) {
    List<String> around = new ArrayList<>();
    if (places.isEmpty()) {
      return around;
    }
    Country first = places.iterator().next();
    if (first.isKnown() && places.stream().allMatch(first::equals)) {
      around.add(first.code());
    }
    groups.forEach(
        (group, members) -> {
          if (members.containsAll(places)) {
            around.add(group);
          }
        });
    return around;
  }
}
