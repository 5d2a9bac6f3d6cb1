package eu.bailiwick.sovereignty.eligibility;

import eu.bailiwick.sovereignty.eligibility.Slots.Slot;
import eu.bailiwick.sovereignty.law.Law;
import eu.bailiwick.sovereignty.policy.Constraint;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which slots surely meet which constraint. A constraint that several policies make is worked out
 * once.
 */
final class Verdicts {

  private final Law law;
  private final Subjects subjects;
  private final Slots slots;
  private final Map<Constraint, BitSet> met = new HashMap<>();

  Verdicts(Law law, Subjects subjects, Slots slots) {
    this.law = law;
    this.subjects = subjects;
    this.slots = slots;
  }

  /** Positions of the slots that meet all of the constraints; a new set. */
  BitSet allMet(Collection<Constraint> constraints) {
    int size = slots.list().size();
    BitSet all = new BitSet(size);
    all.set(0, size);
    constraints.forEach(constraint -> all.and(met.computeIfAbsent(constraint, this::met)));
    return all;
  }

  private BitSet met(Constraint constraint) {
    @Nullable Demand[] demands = new Demand[slots.moments()];
    BitSet positions = new BitSet(slots.list().size());
    for (int i = 0; i < slots.list().size(); i++) {
      Slot slot = slots.list().get(i);
      Demand demand = demands[slot.moment()];
      if (demand == null) {
        demand = Demand.compile(constraint, law, subjects, slot.begin());
        demands[slot.moment()] = demand;
      }
      positions.set(i, demand.isMetBy(slot.subject()));
    }
    return positions;
  }
}
