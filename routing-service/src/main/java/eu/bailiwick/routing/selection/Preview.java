package eu.bailiwick.routing.selection;

import eu.bailiwick.routing.decision.Permit;
import eu.bailiwick.routing.decision.Prospect;
import eu.bailiwick.routing.decision.Prospect.State;
import eu.bailiwick.routing.decision.Prospects;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at lawful endpoints as a {@link Selection} does, and takes no place. */
public final class Preview implements Prospects {

  private static final String LEAST_OF_TWO =
      "Two candidates are drawn by their weights, which depends on the request's id alone, and the"
          + " one with fewer requests under way for its weight is used: what comes next is chance.";
  private final Selector selector;
  private final String rule;

  public Preview(Selector selector, SelectionSettings settings) {
    this.selector = selector;
    this.rule =
        settings.prefixBytes() == 0
            ? LEAST_OF_TWO
            : LEAST_OF_TWO + affinity(settings.prefixBytes(), settings.mostOfShare());
  }

  private static String affinity(int bytes, double mostOfShare) {
    return " Before that, prompts with the same first %d bytes go to the same candidate, unless it"
            .formatted(bytes)
        + " has more than %s times its share of what is under way; prompts are not kept, so which"
            .formatted(mostOfShare)
        + " one that is cannot be said here.";
  }

  @Override
  public String rule() {
    return rule;
  }

  /**
   * What a selection begins with.
   *
   * @param canaries that have their share only
   * @param due the canary of whose share the request is; null if of none
   * @param well those of the others that health leaves in
   */
  private record Beginning(Set<Permit> canaries, @Nullable Permit due, Set<Permit> well) {}

  @Override
  public Map<String, Prospect> of(List<Permit> lawful, boolean lotKnown, Instant now) {
    Beginning beginning = beginning(lawful);
    Map<String, Prospect> all = LinkedHashMap.newLinkedHashMap(lawful.size());
    for (Permit permit : lawful) {
      boolean canary = beginning.canaries().contains(permit);
      boolean due = canary && permit.equals(beginning.due());
      boolean passedOver = canary && lotKnown && !due;
      long out = selector.standing().outFor(permit.destination().endpoint().id());
      boolean well = canary ? out == 0 : beginning.well().contains(permit);
      State state = passedOver ? State.CANARY_NOT_DUE : state(permit, due && lotKnown, out);
      all.put(
          permit.destination().endpoint().id(),
          prospect(permit, state, well && !passedOver, out, now));
    }
    return all;
  }

  private Beginning beginning(List<Permit> lawful) {
    List<Permit> left = new ArrayList<>(lawful);
    left.removeIf(permit -> !permit.destination().enabled());
    Set<Permit> canaries = new HashSet<>(left);
    Permit due = left.isEmpty() ? null : CanaryShare.take(left, lot(left.getFirst()));
    left.forEach(canaries::remove);
    Candidates candidates = new Candidates(left);
    selector.healthy().narrow(candidates);
    Set<Permit> well = new HashSet<>();
    for (int i = 0; i < candidates.size(); i++) {
      well.add(candidates.get(i));
    }
    return new Beginning(canaries, due, well);
  }

  private static long lot(Permit permit) {
    return Traits.of(permit.request(), 0, Priority.STANDARD).lot();
  }

  private static State state(Permit permit, boolean due, long out) {
    if (!permit.destination().enabled()) {
      return State.NOT_ENABLED;
    }
    if (out == 0) {
      return due ? State.CANARY_DUE : State.READY;
    }
    return out == Standing.NOT_READY ? State.NOT_READY : State.EJECTED;
  }

  /**
   * @param left whether the endpoint is among those from which is chosen, if it has a place
   */
  private Prospect prospect(Permit permit, State state, boolean left, long out, Instant now) {
    Endpoint endpoint = permit.destination().endpoint();
    boolean full = left && selector.outstanding().isFull(permit);
    return new Prospect(
        left && !full,
        full ? State.FULL : state,
        endpoint.weight(),
        endpoint.canaryPercent(),
        selector.outstanding().at(endpoint.id()),
        endpoint.maxConcurrentRequests(),
        state == State.EJECTED ? now.plusNanos(out) : null);
  }
}
