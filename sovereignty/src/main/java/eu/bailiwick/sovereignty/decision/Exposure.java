package eu.bailiwick.sovereignty.decision;

import eu.bailiwick.sovereignty.catalogue.Control;
import eu.bailiwick.sovereignty.catalogue.Entity;
import eu.bailiwick.sovereignty.catalogue.Party;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.ControlRule;
import eu.bailiwick.sovereignty.law.Country;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether anybody in a chain, or anybody who controls them, is subject to authorities that a demand
 * does not accept.
 *
 * <p>An entity <em>leads outside</em> if it is itself subject to such a country, if someone who
 * controls it leads outside, or if small shares of holders who lead outside add up to more than the
 * control rule passes over: all of them together, or those in one hand (of one holder, or of
 * holders whom the same outsider controls). That is a least fixed point, so a loop of control ends
 * with the right answer. It is computed twice: with what is surely so, and with what cannot be
 * excluded.
 */
final class Exposure {

  /**
   * What was found.
   *
   * @param value FALSE if someone surely leads outside, UNKNOWN if it cannot be excluded
   * @param path the way there; empty if the value is TRUE
   * @param countries for TRUE all countries that were found, for FALSE the one that is not accepted
   */
  record Finding(Truth value, List<String> path, Set<Country> countries) {}

  private record Step(String entity, List<String> path) {}

  private record End(String words, Set<Country> countries) {}

  private static final Set<Country> NOBODY_KNOWS = Set.of(Country.UNKNOWN);

  private final Map<String, Entity> entities;
  private final Function<Country, Truth> accepted;
  private final ControlEdges edges;
  private final Grade minGrade;
  private final Instant at;

  Exposure(
      Map<String, Entity> entities,
      Function<Country, Truth> accepted,
      @Nullable ControlRule rule,
      Grade minGrade,
      Instant at) {
    this.entities = entities;
    this.accepted = accepted;
    this.edges = new ControlEdges(rule, entity -> controllers(entity).orElse(List.of()));
    this.minGrade = minGrade;
    this.at = at;
  }

  Finding of(List<Party> parties) {
    Set<String> reachable = reachable(parties);
    for (Truth least : List.of(Truth.FALSE, Truth.UNKNOWN)) {
      Set<String> outside = leadingOutside(reachable, least);
      List<Party> leading = parties.stream().filter(p -> outside.contains(p.entity())).toList();
      if (!leading.isEmpty()) {
        return way(leading, outside, least);
      }
    }
    Set<Country> countries = new TreeSet<>();
    reachable.forEach(entity -> countries.addAll(subjectTo(entity)));
    return new Finding(Truth.TRUE, List.of(), countries);
  }

  private Set<String> reachable(List<Party> parties) {
    Set<String> reachable = new LinkedHashSet<>();
    Deque<String> queue = new ArrayDeque<>(parties.stream().map(Party::entity).toList());
    while (!queue.isEmpty()) {
      String entity = queue.remove();
      if (reachable.add(entity)) {
        controllers(entity).orElse(List.of()).forEach(control -> queue.add(control.by()));
      }
    }
    return reachable;
  }

  /** The entities that lead outside, taking whatever is at most as true as {@code least}. */
  private Set<String> leadingOutside(Collection<String> reachable, Truth least) {
    Set<String> outside = new HashSet<>();
    boolean grown = true;
    while (grown) {
      grown = false;
      for (String entity : reachable) {
        if (!outside.contains(entity)
            && (itself(entity, least).isPresent() || !edges.counting(entity, outside).isEmpty())) {
          grown |= outside.add(entity);
        }
      }
    }
    return outside;
  }

  /** What about the entity itself leads outside; empty if nothing does. */
  private Optional<End> itself(String entity, Truth least) {
    if (!entities.containsKey(entity)) {
      return end(least, "not catalogued");
    }
    for (Country country : new TreeSet<>(subjectTo(entity))) {
      if (country.isKnown() && accepted.apply(country).compareTo(least) <= 0) {
        return Optional.of(new End(subjectTo(country), Set.of(country)));
      }
    }
    if (subjectTo(entity).contains(Country.UNKNOWN)) {
      return end(least, "law it is subject to not known");
    }
    return controllers(entity).isEmpty() ? end(least, "controllers not known") : Optional.empty();
  }

  private String subjectTo(Country country) {
    boolean sure = accepted.apply(country) == Truth.FALSE;
    return "subject to " + country + (sure ? "" : ", which counts under a condition only");
  }

  /** An end in something nobody knows, which is no sure one. */
  private static Optional<End> end(Truth least, String words) {
    return least == Truth.UNKNOWN ? Optional.of(new End(words, Set.of())) : Optional.empty();
  }

  /**
   * The shortest way from one of the parties to something that leads outside by itself; if that
   * cannot merely be excluded, to what is not known and not to what is sure.
   */
  private Finding way(List<Party> leading, Set<String> outside, Truth least) {
    Set<String> visited = new HashSet<>();
    Deque<Step> queue = new ArrayDeque<>();
    for (Party party : leading) {
      if (visited.add(party.entity())) {
        queue.add(new Step(party.entity(), List.of(party.role() + " " + party.entity())));
      }
    }
    while (!queue.isEmpty()) {
      Step step = queue.remove();
      Optional<End> end = itself(step.entity(), least);
      boolean surer = least == Truth.UNKNOWN && itself(step.entity(), Truth.FALSE).isPresent();
      if (end.isPresent() && !surer) {
        return new Finding(least, extended(step.path(), end.get().words()), end.get().countries());
      }
      for (Control control : edges.counting(step.entity(), outside)) {
        if (visited.add(control.by())) {
          queue.add(
              new Step(
                  control.by(), extended(step.path(), "controlled by " + edges.describe(control))));
        }
      }
    }
    throw new IllegalStateException("no way from " + leading + " leads outside");
  }

  private Set<Country> subjectTo(String entity) {
    return Optional.ofNullable(entities.get(entity))
        .flatMap(known -> counting(known.subjectTo()))
        .filter(countries -> !countries.isEmpty())
        .orElse(NOBODY_KNOWS);
  }

  private Optional<List<Control>> controllers(String entity) {
    return Optional.ofNullable(entities.get(entity))
        .flatMap(known -> counting(known.controllers()));
  }

  private <T> Optional<T> counting(@Nullable Fact<T> fact) {
    return Optional.ofNullable(fact).filter(f -> f.countsAt(at, minGrade)).map(Fact::value);
  }

  private static List<String> extended(List<String> path, String last) {
    return Stream.concat(path.stream(), Stream.of(last)).toList();
  }
}
