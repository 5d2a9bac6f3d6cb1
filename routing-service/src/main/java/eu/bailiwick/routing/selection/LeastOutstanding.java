package eu.bailiwick.routing.selection;

import eu.bailiwick.routing.decision.Permit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Prefers the endpoint with the fewest attempts under way; equal ones take turns. */
public final class LeastOutstanding implements Preference {

  private final Outstanding outstanding;
  private final AtomicInteger turn = new AtomicInteger();

  public LeastOutstanding(Outstanding outstanding) {
    this.outstanding = outstanding;
  }

  @Override
  public Permit pick(List<Permit> permits) {
    int first = Math.floorMod(turn.getAndIncrement(), permits.size());
    Permit best = permits.get(first);
    for (int i = 1; i < permits.size(); i++) {
      Permit other = permits.get((first + i) % permits.size());
      if (underWay(other) < underWay(best)) {
        best = other;
      }
    }
    return best;
  }

  private int underWay(Permit permit) {
    return outstanding.at(permit.destination().endpoint().id());
  }
}
