package eu.bailiwick.sovereignty.eligibility;

import eu.bailiwick.sovereignty.catalogue.Application;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Cell;
import eu.bailiwick.sovereignty.catalogue.DataClass;
import eu.bailiwick.sovereignty.eligibility.EligibilityTable.Chain;
import eu.bailiwick.sovereignty.eligibility.EligibilityTable.Entry;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.policy.Constraint;
import eu.bailiwick.sovereignty.policy.Policy;
import eu.bailiwick.sovereignty.policy.RemoteMedia;
import eu.bailiwick.sovereignty.policy.Scope;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run of the compiler: from a catalogue to the entries of the table. */
final class Compilation {

  private final Catalogue catalogue;
  private final Constraint border;
  private final Map<String, DataClass> dataClasses;
  private final Map<String, Set<String>> lineages = new HashMap<>();
  private final Slots slots;
  private final Verdicts verdicts;
  private final Clearance clearance;
  private final Map<Key, ModelIndex> indexes = new HashMap<>();

  /** What an index depends on. */
  private record Key(Set<Constraint> constraints, BitSet cleared) {}

  Compilation(Catalogue catalogue, String cell, Instant from, Instant until) {
    this.catalogue = catalogue;
    this.border =
        new Constraint.ProcessingWithin(List.of(cell(catalogue, cell).area()), Grade.DECLARED);
    this.dataClasses =
        Stream.concat(DataClass.BUILT_IN.stream(), catalogue.dataClasses().stream())
            .collect(Collectors.toMap(DataClass::id, Function.identity()));
    dataClasses.values().forEach(c -> lineages.put(c.id(), lineage(c)));
    Subjects subjects = new Subjects(catalogue, from, until);
    this.slots = new Slots(subjects, from, until);
    this.verdicts = new Verdicts(catalogue.law(), subjects, slots);
    this.clearance = new Clearance(catalogue, slots);
  }

  /** The endpoints by their numbers. */
  Slots slots() {
    return slots;
  }

  private static Cell cell(Catalogue catalogue, String id) {
    return catalogue.cells().stream()
        .filter(cell -> cell.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no cell \"" + id + "\""));
  }

  Map<String, Chain> chains() {
    Map<String, Chain> chains = new HashMap<>();
    for (Application application : catalogue.applications()) {
      Map<String, Entry> entries = new HashMap<>();
      for (DataClass dataClass : dataClasses.values()) {
        Set<String> lineage = lineages.getOrDefault(dataClass.id(), Set.of());
        if (isOpenTo(application, dataClass) && lineage.contains(application.dataClass())) {
          List<Policy> policies = policies(application, lineage);
          entries.put(
              dataClass.id(),
              new Entry(dataClass.id(), index(dataClass, policies), remoteMedia(policies)));
        }
      }
      Chain chain = new Chain(application.tenant(), entries, entries.get(application.dataClass()));
      if (chains.put(application.id(), chain) != null) {
        throw new IllegalStateException("application \"" + application.id() + "\" is there twice");
      }
    }
    return chains;
  }

  private static boolean isOpenTo(Application application, DataClass dataClass) {
    return dataClass.tenant() == null || dataClass.tenant().equals(application.tenant());
  }

  private Set<String> lineage(DataClass dataClass) {
    Set<String> lineage = new LinkedHashSet<>();
    DataClass next = dataClass;
    while (next != null && lineage.add(next.id())) {
      next = next.parent() == null ? null : dataClasses.get(next.parent());
    }
    return lineage;
  }

  private List<Policy> policies(Application application, Set<String> lineage) {
    return catalogue.policies().stream()
        .filter(policy -> holds(policy.scope(), application, lineage))
        .toList();
  }

  /** Silence allows nothing, and one that forbids is enough. */
  private static boolean remoteMedia(List<Policy> policies) {
    boolean allowed = false;
    for (Policy policy : policies) {
      if (policy.remoteMedia() == RemoteMedia.FORBID) {
        return false;
      }
      allowed |= policy.remoteMedia() == RemoteMedia.ALLOW;
    }
    return allowed;
  }

  /** What is eligible under all policies that hold; null if there is none. */
  private @Nullable ModelIndex index(DataClass dataClass, List<Policy> policies) {
    Set<Constraint> constraints = new HashSet<>();
    for (Policy policy : policies) {
      constraints.addAll(policy.constraints());
    }
    if (constraints.isEmpty()) {
      return null;
    }
    constraints.add(border);
    return indexes.computeIfAbsent(new Key(constraints, clearance.of(dataClass)), this::index);
  }

  private ModelIndex index(Key key) {
    BitSet positions = verdicts.allMet(key.constraints());
    positions.and(key.cleared());
    return ModelIndex.of(slots, positions);
  }

  private static boolean holds(Scope scope, Application application, Set<String> lineage) {
    return switch (scope.level()) {
      case PLATFORM -> true;
      case TENANT -> application.tenant().equals(scope.tenant());
      case APPLICATION -> application.id().equals(scope.application());
      case DATA_CLASS ->
          contains(lineage, scope.dataClass())
              && (scope.tenant() == null || scope.tenant().equals(application.tenant()));
    };
  }

  private static boolean contains(Set<String> lineage, @Nullable String dataClass) {
    return dataClass != null && lineage.contains(dataClass);
  }
}
