package eu.bailiwick.routing.selection;

import eu.bailiwick.routing.decision.Permit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Counts the attempts that are under way, by endpoint. Safe on any thread. */
public final class Outstanding {

  private final Map<String, Occupancy> endpoints = new ConcurrentHashMap<>();
  private final WaitingRoom room;

  Outstanding(WaitingRoom room) {
    this.room = room;
  }

  /**
   * Counts an attempt, unless its endpoint has as many as it may have.
   *
   * @return null if it has
   */
  @Nullable Place claim(Permit permit) {
    Occupancy occupancy = of(permit);
    return occupancy.claim(permit.destination().endpoint().maxConcurrentRequests())
        ? new Place(permit, occupancy, room)
        : null;
  }

  Occupancy of(Permit permit) {
    String endpoint = permit.destination().endpoint().id();
    Occupancy occupancy = endpoints.get(endpoint);
    return occupancy == null
        ? endpoints.computeIfAbsent(endpoint, e -> new Occupancy())
        : occupancy;
  }

  /** Whether no attempt could be counted now: there is no place, or others wait for one. */
  boolean isFull(Permit permit) {
    Integer most = permit.destination().endpoint().maxConcurrentRequests();
    Occupancy occupancy = endpoints.get(permit.destination().endpoint().id());
    return most != null
        && occupancy != null
        && (occupancy.isAwaited() || occupancy.underWay() >= most);
  }

  /** Attempts at {@code endpoint} that are under way. */
  int at(String endpoint) {
    Occupancy occupancy = endpoints.get(endpoint);
    return occupancy == null ? 0 : occupancy.underWay();
  }

  /** Attempts under way at all endpoints. */
  public int total() {
    int total = 0;
    for (Occupancy occupancy : endpoints.values()) {
      total += occupancy.underWay();
    }
    return total;
  }
}
