package eu.bailiwick.routing.selection;

import eu.bailiwick.routing.decision.Permit;
import java.util.List;

/**
 * Chooses among lawful endpoints for all requests: the canary's share, health, then preference. One
 * for the router, safe on any thread.
 */
public final class Selector {

  private final WaitingRoom room;
  private final Outstanding outstanding;
  private final Healthy healthy;
  private final Standing standing;
  private final Preference preference;

  /**
   * @param standing what is known of the endpoints' health
   */
  public Selector(SelectionSettings settings, Standing standing) {
    this.room = new WaitingRoom(settings.queueLength());
    this.outstanding = new Outstanding(room);
    this.standing = standing;
    this.healthy = new Healthy(standing, settings.mostEjected());
    this.preference =
        new PrefixAffinity(outstanding, settings.mostOfShare(), new LeastOfTwo(outstanding));
  }

  /**
   * Begins the selection for one request.
   *
   * @param lawful all endpoints to which it may go, in order of id; fixed for every further attempt
   */
  public Selection select(List<Permit> lawful, Traits traits) {
    return new Selection(lawful, traits, this);
  }

  /** Attempts that are under way. */
  public Outstanding outstanding() {
    return outstanding;
  }

  /** Requests that wait. */
  public WaitingRoom room() {
    return room;
  }

  Healthy healthy() {
    return healthy;
  }

  Standing standing() {
    return standing;
  }

  Preference preference() {
    return preference;
  }
}
