package eu.bailiwick.sovereignty.decision;

import eu.bailiwick.sovereignty.catalogue.Control;
import eu.bailiwick.sovereignty.catalogue.Entity;
import eu.bailiwick.sovereignty.catalogue.Party;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.Country;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The countries whose authorities can compel someone in a chain, found by walking control edges
 * upwards from every party. Every recorded edge counts, whatever its share. A loop of control ends:
 * each entity is visited once.
 *
 * @param paths for each country the shortest way that leads there
 * @param unknown ways that end in something nobody knows
 */
record Exposure(Map<Country, List<String>> paths, List<List<String>> unknown) {

  private static final Set<Country> NOBODY_KNOWS = Set.of(Country.UNKNOWN);

  private record Step(String entity, List<String> path) {}

  static Exposure walk(
      List<Party> parties, Map<String, Entity> entities, Instant at, Grade minGrade) {
    Map<Country, List<String>> paths = new LinkedHashMap<>();
    List<List<String>> unknown = new ArrayList<>();
    Set<String> visited = new HashSet<>();
    Deque<Step> queue = new ArrayDeque<>();
    for (Party party : parties) {
      if (visited.add(party.entity())) {
        queue.add(new Step(party.entity(), List.of(party.role() + " " + party.entity())));
      }
    }
    while (!queue.isEmpty()) {
      Step step = queue.remove();
      Entity entity = entities.get(step.entity());
      if (entity == null) {
        unknown.add(extended(step.path(), "not catalogued"));
        continue;
      }
      Set<Country> subjectTo = known(entity.subjectTo(), at, minGrade).orElse(NOBODY_KNOWS);
      for (Country country : new TreeSet<>(subjectTo)) {
        if (country.isKnown()) {
          paths.putIfAbsent(country, extended(step.path(), "subject to " + country));
        } else {
          unknown.add(extended(step.path(), "law it is subject to not known"));
        }
      }
      Optional<List<Control>> controllers = known(entity.controllers(), at, minGrade);
      if (controllers.isEmpty()) {
        unknown.add(extended(step.path(), "controllers not known"));
      }
      for (Control control : controllers.orElse(List.of())) {
        if (visited.add(control.by())) {
          queue.add(
              new Step(control.by(), extended(step.path(), "controlled by " + label(control))));
        }
      }
    }
    return new Exposure(paths, unknown);
  }

  private static <T> Optional<T> known(@Nullable Fact<T> fact, Instant at, Grade minGrade) {
    return Optional.ofNullable(fact).filter(f -> f.countsAt(at, minGrade)).map(Fact::value);
  }

  private static String label(Control control) {
    String share = control.percent() == null ? "" : " " + control.percent().toPlainString() + " %";
    return control.by() + " (" + control.kind() + share + ")";
  }

  private static List<String> extended(List<String> path, String last) {
    return Stream.concat(path.stream(), Stream.of(last)).toList();
  }
}
