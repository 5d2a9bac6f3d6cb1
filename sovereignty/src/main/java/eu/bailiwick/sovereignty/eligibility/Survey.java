package eu.bailiwick.sovereignty.eligibility;

import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Certificate;
import eu.bailiwick.sovereignty.catalogue.Certificate.Reach;
import eu.bailiwick.sovereignty.catalogue.Control;
import eu.bailiwick.sovereignty.catalogue.Entity;
import eu.bailiwick.sovereignty.catalogue.Party;
import eu.bailiwick.sovereignty.catalogue.Site;
import eu.bailiwick.sovereignty.eligibility.EligibilityTable.Chain;
import eu.bailiwick.sovereignty.eligibility.Slots.Slot;
import eu.bailiwick.sovereignty.eligibility.Subjects.Subject;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.Country;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Goes through all that a table permits and gathers where that leads. Every control edge counts,
 * whatever a policy's rule passes over; what is not known for the whole life is {@code ZZ}.
 */
final class Survey {

  /** All of an endpoint that says where it leads. */
  private record Trait(
      @Nullable Set<Country> processing,
      boolean processingKnown,
      Country site,
      @Nullable String operator,
      @Nullable List<Party> chain,
      boolean chainKnown) {}

  /** Where an endpoint leads; few endpoints lead where no other does. */
  private record Footprint(Set<Country> processing, Set<Country> disclosure, Set<Country> denial) {}

  private final List<Subject> subjects = new ArrayList<>();
  private final Map<String, Entity> entities = new HashMap<>();
  private final Map<String, Set<Country>> exposures = new HashMap<>();
  private final Map<Trait, Integer> traits = new HashMap<>();
  private final Map<Footprint, Integer> numbers = new LinkedHashMap<>();
  private final int[] footprints;
  private final Instant from;
  private final Instant until;

  /**
   * @param slots give the numbers of the endpoints
   */
  Survey(Catalogue catalogue, Slots slots, Instant from, Instant until) {
    this.from = from;
    this.until = until;
    for (Slot slot : slots.list()) {
      if (slot.number() == subjects.size()) {
        subjects.add(slot.subject());
      }
    }
    catalogue.entities().forEach(entity -> entities.put(entity.id(), entity));
    this.footprints = subjects.stream().mapToInt(this::footprint).toArray();
  }

  private int footprint(Subject subject) {
    Fact<Set<Country>> processing = subject.endpoint().facts().processing();
    Fact<List<Party>> chain = subject.endpoint().facts().chain();
    Site site = subject.site();
    Trait trait =
        new Trait(
            processing == null ? null : processing.value(),
            isKnownThroughout(processing),
            site == null ? Country.UNKNOWN : site.country(),
            site == null ? null : site.operator(),
            chain == null ? null : chain.value(),
            isKnownThroughout(chain));
    return traits.computeIfAbsent(trait, this::footprint);
  }

  private int footprint(Trait trait) {
    Footprint footprint =
        new Footprint(processing(trait), exposure(trait, false), exposure(trait, true));
    return numbers.computeIfAbsent(footprint, f -> numbers.size());
  }

  Certificate certificate(Collection<Chain> chains) {
    Map<String, List<ModelIndex>> byDataClass = new TreeMap<>();
    for (Chain chain : chains) {
      chain
          .byDataClass()
          .forEach(
              (dataClass, entry) -> {
                List<ModelIndex> indexes =
                    byDataClass.computeIfAbsent(dataClass, key -> new ArrayList<>());
                indexes.add(entry.index() == null ? ModelIndex.NOTHING : entry.index());
              });
    }
    return new Certificate(
        byDataClass.entrySet().stream().map(e -> reach(e.getKey(), e.getValue())).toList());
  }

  private Reach reach(String dataClass, List<ModelIndex> indexes) {
    BitSet reachable = new BitSet();
    int permissions = 0;
    for (ModelIndex index : indexes) {
      reachable.or(index.reachable());
      permissions += index.reachable().cardinality();
    }
    Set<Country> processing = new TreeSet<>();
    Set<Country> disclosure = new TreeSet<>();
    Set<Country> denial = new TreeSet<>();
    BitSet leading = new BitSet();
    reachable.stream().forEach(number -> leading.set(footprints[number]));
    numbers.forEach(
        (footprint, number) -> {
          if (leading.get(number)) {
            processing.addAll(footprint.processing());
            disclosure.addAll(footprint.disclosure());
            denial.addAll(footprint.denial());
          }
        });
    return new Reach(
        dataClass,
        indexes.size(),
        reachable.cardinality(),
        permissions,
        processing,
        disclosure,
        denial);
  }

  private static Set<Country> processing(Trait trait) {
    Set<Country> places = new HashSet<>();
    if (trait.processing() != null) {
      places.addAll(trait.processing());
    }
    if (!trait.processingKnown()) {
      places.add(Country.UNKNOWN);
    }
    places.add(trait.site());
    return places;
  }

  private Set<Country> exposure(Trait trait, boolean denial) {
    Set<Country> countries = new HashSet<>();
    String operator = trait.operator();
    countries.addAll(operator == null ? Set.of(Country.UNKNOWN) : ofEntity(operator));
    if (!trait.chainKnown()) {
      countries.add(Country.UNKNOWN);
    }
    if (trait.chain() != null) {
      trait.chain().stream()
          .filter(party -> denial || party.role().canDisclose())
          .forEach(party -> countries.addAll(ofEntity(party.entity())));
    }
    return countries;
  }

  /** Countries whose authorities can compel the entity or anybody who controls it. */
  private Set<Country> ofEntity(String id) {
    Set<Country> known = exposures.get(id);
    if (known != null) {
      return known;
    }
    Set<Country> countries = new HashSet<>();
    Set<String> visited = new HashSet<>();
    Deque<String> queue = new ArrayDeque<>(List.of(id));
    while (!queue.isEmpty()) {
      String next = queue.remove();
      if (!visited.add(next)) {
        continue;
      }
      Entity entity = entities.get(next);
      if (entity == null) {
        countries.add(Country.UNKNOWN);
        continue;
      }
      countries.addAll(known(entity.subjectTo()));
      Fact<List<Control>> controllers = entity.controllers();
      if (!isKnownThroughout(controllers)) {
        countries.add(Country.UNKNOWN);
      }
      if (controllers != null) {
        controllers.value().forEach(control -> queue.add(control.by()));
      }
    }
    exposures.put(id, countries);
    return countries;
  }

  private Set<Country> known(@Nullable Fact<Set<Country>> fact) {
    Set<Country> countries = new HashSet<>(fact == null ? Set.of() : fact.value());
    if (!isKnownThroughout(fact)) {
      countries.add(Country.UNKNOWN);
    }
    return countries;
  }

  private boolean isKnownThroughout(@Nullable Fact<?> fact) {
    return fact != null
        && fact.countsAt(from, Grade.DECLARED)
        && (fact.validTo() == null || !fact.validTo().isBefore(until));
  }
}
