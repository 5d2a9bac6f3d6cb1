package eu.bailiwick.routing.selection;

import eu.bailiwick.routing.decision.Permit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Hands out the lawful endpoints of one request, each at most once, the preferred one first. */
public final class Selection {

  private final List<Permit> left;
  private final Preference preference;

  /**
   * @param lawful all endpoints to which the request may go; fixed for every further attempt
   */
  public Selection(List<Permit> lawful, Preference preference) {
    this.left = new ArrayList<>(lawful);
    this.left.removeIf(permit -> !permit.destination().enabled());
    this.preference = preference;
  }

  /** The next endpoint to try; empty if none is left that takes requests. */
  public Optional<Permit> next() {
    if (left.isEmpty()) {
      return Optional.empty();
    }
    Permit permit = preference.pick(left);
    left.remove(permit);
    return Optional.of(permit);
  }
}
