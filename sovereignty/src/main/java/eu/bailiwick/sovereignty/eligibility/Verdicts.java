package eu.bailiwick.sovereignty.eligibility;

import eu.bailiwick.sovereignty.eligibility.Slots.Slot;
import eu.bailiwick.sovereignty.law.Law;
import eu.bailiwick.sovereignty.policy.Constraint;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which slots surely meet which constraint. A constraint that several policies make is worked out
 * once.
 */
final class Verdicts {

  private final Law law;
  private final Subjects subjects;
  private final List<Slot> slots;
  private final Map<Constraint, BitSet> met = new HashMap<>();

  Verdicts(Law law, Subjects subjects, List<Slot> slots) {
    this.law = law;
    this.subjects = subjects;
    this.slots = slots;
  }

  /** Positions of the slots that meet all of the constraints; a new set. */
  BitSet allMet(Collection<Constraint> constraints) {
    BitSet all = new BitSet(slots.size());
    all.set(0, slots.size());
    constraints.forEach(constraint -> all.and(met.computeIfAbsent(constraint, this::met)));
    return all;
  }

  private BitSet met(Constraint constraint) {
    Map<Instant, Demand> demands = new HashMap<>();
    BitSet positions = new BitSet(slots.size());
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      Demand demand =
          demands.computeIfAbsent(
              slot.begin(), at -> Demand.compile(constraint, law, subjects, at));
      positions.set(i, demand.isMetBy(slot.subject()));
    }
    return positions;
  }
}
