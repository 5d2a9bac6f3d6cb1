package eu.bailiwick.sovereignty.eligibility;

import eu.bailiwick.sovereignty.catalogue.Approval;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.DataClass;
import eu.bailiwick.sovereignty.catalogue.Lifecycle;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import eu.bailiwick.sovereignty.eligibility.Slots.Slot;
import eu.bailiwick.sovereignty.eligibility.Subjects.Subject;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.law.Law;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which slots may serve a data class, whatever policies say: not revoked, of an approved version,
 * and under approvals that cover the class wherever a request may be processed.
 */
final class Clearance {

  private record Places(String version, Instant at) {}

  private final Law law;
  private final Slots slots;
  private final List<DataClass> classes = new ArrayList<>(DataClass.BUILT_IN);
  private final Map<String, List<Approval>> grants = new HashMap<>();
  private final BitSet serving = new BitSet();
  private final Map<Set<String>, BitSet> cleared = new HashMap<>();

  Clearance(Catalogue catalogue, Slots slots) {
    this.law = catalogue.law();
    this.slots = slots;
    this.classes.addAll(catalogue.dataClasses());
    Set<String> out = new HashSet<>();
    catalogue.revocations().forEach(revocation -> out.add(revocation.id()));
    for (Approval approval : catalogue.approvals()) {
      if (!out.contains(Revocation.id(Revocation.Kind.APPROVAL, approval.id()))) {
        grants.computeIfAbsent(approval.version(), version -> new ArrayList<>()).add(approval);
      }
    }
    Set<String> approved = new HashSet<>();
    for (Lifecycle lifecycle : catalogue.lifecycles()) {
      if (lifecycle.state().serves()
          && !out.contains(Revocation.id(Revocation.Kind.VERSION, lifecycle.version()))) {
        approved.add(lifecycle.version());
      }
    }
    for (int i = 0; i < slots.list().size(); i++) {
      Subject subject = slots.list().get(i).subject();
      String endpoint = Revocation.id(Revocation.Kind.ENDPOINT, subject.endpoint().id());
      serving.set(i, approved.contains(subject.endpoint().version()) && !out.contains(endpoint));
    }
  }

  /** Positions of the slots that may serve {@code asked}; not to be changed. */
  BitSet of(DataClass asked) {
    return cleared.computeIfAbsent(covering(asked), this::cleared);
  }

  /**
   * The classes of approvals that cover {@code asked}: those that are it or lie below it, and the
   * same for the built-in class that a tenant's own class belongs to. Parents of a tenant's classes
   * are built in.
   */
  private Set<String> covering(DataClass asked) {
    Set<String> covering = new HashSet<>(Set.of(asked.id()));
    if (asked.tenant() != null && asked.parent() != null) {
      covering.add(asked.parent());
    }
    boolean grown = true;
    while (grown) {
      grown = false;
      for (DataClass dataClass : classes) {
        if (dataClass.parent() != null && covering.contains(dataClass.parent())) {
          grown |= covering.add(dataClass.id());
        }
      }
    }
    return covering;
  }

  private BitSet cleared(Set<String> covering) {
    BitSet positions = new BitSet(slots.list().size());
    Map<Places, Set<Country>> known = new HashMap<>();
    for (int i = serving.nextSetBit(0); i >= 0; i = serving.nextSetBit(i + 1)) {
      Slot slot = slots.list().get(i);
      Places key = new Places(slot.subject().endpoint().version(), slot.begin());
      Set<Country> places = known.computeIfAbsent(key, k -> places(k, covering));
      positions.set(i, isWithin(slot, places));
    }
    return positions;
  }

  /** Countries for which a version has a grant in force. */
  private Set<Country> places(Places key, Set<String> covering) {
    Set<Country> places = new HashSet<>();
    for (Approval approval : grants.getOrDefault(key.version(), List.of())) {
      boolean holds = covering.contains(approval.dataClass()) && approval.holdsAt(key.at());
      if (holds && law.isArea(approval.jurisdiction())) {
        places.addAll(law.area(List.of(approval.jurisdiction()), key.at()).certainly());
      }
    }
    return places;
  }

  private static boolean isWithin(Slot slot, Set<Country> places) {
    Subject subject = slot.subject();
    Fact<Set<Country>> processing = subject.endpoint().facts().processing();
    return subject.site() != null
        && places.contains(subject.site().country())
        && processing != null
        && processing.countsAt(slot.begin(), Grade.DECLARED)
        && places.containsAll(processing.value());
  }
}
