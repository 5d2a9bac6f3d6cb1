package eu.bailiwick.sovereignty.eligibility;

import eu.bailiwick.sovereignty.eligibility.Subjects.Subject;
import eu.bailiwick.sovereignty.law.Law;
import eu.bailiwick.sovereignty.policy.Constraint;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which subjects surely meet which constraint, at each instant that matters. A constraint that
 * several policies make is worked out once.
 */
final class Verdicts {

  private record At(Constraint constraint, Instant instant) {}

  private final Law law;
  private final Subjects subjects;
  private final Instant from;
  private final Map<At, Demand> demands = new HashMap<>();
  private final Map<Constraint, BitSet> atTheBeginning = new HashMap<>();

  Verdicts(Law law, Subjects subjects, Instant from) {
    this.law = law;
    this.subjects = subjects;
    this.from = from;
  }

  /** Positions of the subjects that meet all of the constraints at the beginning; a new set. */
  BitSet allMet(List<Constraint> constraints) {
    BitSet met = new BitSet(subjects.list().size());
    met.set(0, subjects.list().size());
    constraints.forEach(constraint -> met.and(metAtTheBeginning(constraint)));
    return met;
  }

  private BitSet metAtTheBeginning(Constraint constraint) {
    return atTheBeginning.computeIfAbsent(
        constraint,
        c -> {
          Demand demand = demand(c, from);
          BitSet met = new BitSet(subjects.list().size());
          for (int i = 0; i < subjects.list().size(); i++) {
            met.set(i, demand.isMetBy(subjects.list().get(i)));
          }
          return met;
        });
  }

  /** Whether a subject meets all of the constraints at an instant. */
  boolean areMetBy(Subject subject, List<Constraint> constraints, Instant at) {
    return constraints.stream().allMatch(constraint -> demand(constraint, at).isMetBy(subject));
  }

  private Demand demand(Constraint constraint, Instant at) {
    return demands.computeIfAbsent(
        new At(constraint, at), key -> Demand.compile(constraint, law, subjects, at));
  }
}
