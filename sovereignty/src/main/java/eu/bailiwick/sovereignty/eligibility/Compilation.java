package eu.bailiwick.sovereignty.eligibility;

import eu.bailiwick.sovereignty.catalogue.Application;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Cell;
import eu.bailiwick.sovereignty.catalogue.DataClass;
import eu.bailiwick.sovereignty.eligibility.EligibilityTable.Chain;
import eu.bailiwick.sovereignty.eligibility.EligibilityTable.Entry;
import eu.bailiwick.sovereignty.eligibility.Subjects.Subject;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.policy.Constraint;
import eu.bailiwick.sovereignty.policy.Policy;
import eu.bailiwick.sovereignty.policy.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One run of the compiler: from a catalogue to the entries of the table. */
final class Compilation {

  private record Key(Set<Constraint> constraints, String dataClass) {}

  private final Catalogue catalogue;
  private final Instant from;
  private final Instant until;
  private final Constraint border;
  private final Map<String, DataClass> dataClasses = new HashMap<>();
  private final Subjects subjects;
  private final Verdicts verdicts;
  private final List<SortedSet<Instant>> boundaries = new ArrayList<>();
  private final List<Countries> places = new ArrayList<>();
  private final BitSet changing = new BitSet();
  private final Map<Key, ModelIndex> indexes = new HashMap<>();

  Compilation(Catalogue catalogue, String cell, Instant from, Instant until) {
    this.catalogue = catalogue;
    this.from = from;
    this.until = until;
    this.border =
        new Constraint.ProcessingWithin(List.of(cell(catalogue, cell).area()), Grade.DECLARED);
    DataClass.BUILT_IN.forEach(c -> dataClasses.put(c.id(), c));
    catalogue.dataClasses().forEach(c -> dataClasses.put(c.id(), c));
    this.subjects = new Subjects(catalogue, from, until);
    this.verdicts = new Verdicts(catalogue.law(), subjects, from);
    SortedSet<Instant> lawChanges = catalogue.law().changes().subSet(from, false, until, false);
    for (int i = 0; i < subjects.list().size(); i++) {
      Subject subject = subjects.list().get(i);
      SortedSet<Instant> all = new TreeSet<>(subject.boundaries());
      all.addAll(lawChanges);
      boundaries.add(all);
      changing.set(i, !all.isEmpty());
      places.add(places(subject, from));
    }
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
        Set<String> lineage = lineage(dataClass);
        if (isOpenTo(application, dataClass) && lineage.contains(application.dataClass())) {
          entries.put(dataClass.id(), entry(application, dataClass.id(), lineage));
        }
      }
      Entry floor = entries.get(application.dataClass());
      chains.put(
          application.id(),
          new Chain(application.tenant(), entries, floor == null ? floor(application) : floor));
    }
    return chains;
  }

  /** Of an application whose floor is another tenant's class; a request may not name it. */
  private Entry floor(Application application) {
    DataClass dataClass = dataClasses.get(application.dataClass());
    Set<String> lineage = dataClass == null ? Set.of(application.dataClass()) : lineage(dataClass);
    return entry(application, application.dataClass(), lineage);
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

  private Entry entry(Application application, String dataClass, Set<String> lineage) {
    Set<Constraint> constraints = new HashSet<>();
    for (Policy policy : catalogue.policies()) {
      if (holds(policy.scope(), application, lineage)) {
        constraints.addAll(policy.constraints());
      }
    }
    if (constraints.isEmpty()) {
      return new Entry(dataClass, null);
    }
    constraints.add(border);
    return new Entry(
        dataClass, indexes.computeIfAbsent(new Key(constraints, dataClass), this::index));
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

  private ModelIndex index(Key key) {
    List<Constraint> constraints = List.copyOf(key.constraints());
    ModelIndex.Builder builder = new ModelIndex.Builder(key.dataClass());
    BitSet always = verdicts.allMet(constraints);
    always.andNot(changing);
    always.stream().forEach(i -> builder.always(subjects.list().get(i), places.get(i)));
    changing.stream().forEach(i -> addStretches(i, constraints, builder));
    return builder.build();
  }

  /** Adds the stretches between boundaries in which everything is met. */
  private void addStretches(int position, List<Constraint> constraints, ModelIndex.Builder to) {
    Subject subject = subjects.list().get(position);
    Instant begin = from;
    for (Instant end : ends(boundaries.get(position))) {
      if (verdicts.areMetBy(subject, constraints, begin)) {
        to.between(subject, places(subject, begin), begin, end);
      }
      begin = end;
    }
  }

  private List<Instant> ends(SortedSet<Instant> boundaries) {
    List<Instant> ends = new ArrayList<>(boundaries);
    ends.add(until);
    return ends;
  }

  /** Where a request may be processed at an instant: what is recorded, and the site's country. */
  private static Countries places(Subject subject, Instant at) {
    Fact<Set<Country>> processing = subject.endpoint().facts().processing();
    Set<Country> places = new HashSet<>();
    if (processing != null && processing.countsAt(at, Grade.DECLARED)) {
      places.addAll(processing.value());
    }
    places.add(subject.site() == null ? Country.UNKNOWN : subject.site().country());
    return Countries.of(places);
  }
}
