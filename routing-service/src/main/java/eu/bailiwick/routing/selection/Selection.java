package eu.bailiwick.routing.selection;

import eu.bailiwick.routing.decision.Permit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands out the lawful endpoints of one request, each at most once, the preferred one first. */
public final class Selection {

  private final List<Permit> left;
  private final Traits traits;
  private final Selector selector;
  private @Nullable Permit canary;
  private boolean full;

  Selection(List<Permit> lawful, Traits traits, Selector selector) {
    this.left = new ArrayList<>(lawful.size());
    for (int i = 0; i < lawful.size(); i++) {
      if (lawful.get(i).destination().enabled()) {
        left.add(lawful.get(i));
      }
    }
    this.traits = traits;
    this.selector = selector;
    this.canary = CanaryShare.take(left, traits.lot());
  }

  /** A place at the next endpoint to try; null if none is left that takes requests now. */
  public @Nullable Place next() {
    full = false;
    Place place = atCanary();
    return place == null ? atBest() : place;
  }

  /** Whether the last {@link #next} was null because all endpoints that are left are full. */
  public boolean full() {
    return full;
  }

  /** Whether there is an endpoint that was not handed out. */
  public boolean anyLeft() {
    return !left.isEmpty();
  }

  /**
   * One more place where there was one before.
   *
   * @param permit that was handed out
   * @return null if its endpoint is full meanwhile
   */
  public @Nullable Place again(Permit permit) {
    return selector.outstanding().claim(permit);
  }

  private @Nullable Place atCanary() {
    Permit due = canary;
    canary = null;
    return due != null && selector.healthy().takes(id(due))
        ? selector.outstanding().claim(due)
        : null;
  }

  private @Nullable Place atBest() {
    Candidates candidates = new Candidates(left);
    boolean overruled = selector.healthy().narrow(candidates);
    while (candidates.size() > 0) {
      int best = selector.preference().pick(candidates, traits);
      Place place = selector.outstanding().claim(candidates.get(best));
      if (place != null) {
        left.remove(place.permit());
        if (overruled) {
          selector.standing().overruled(id(place.permit()));
        }
        full = false;
        return place;
      }
      candidates.drop(best);
      full = true;
    }
    return null;
  }

  /**
   * Waits for a place at one of the endpoints that are left; to be called when they are full.
   *
   * @param then gets the place, or null if too many wait; once, on any thread, perhaps before this
   *     returns
   * @return gives up waiting when it is run; false if {@code then} was or will be called
   */
  public Waiting await(Consumer<@Nullable Place> then) {
    Candidates candidates = new Candidates(left);
    selector.healthy().narrow(candidates);
    List<Waiter.Wanted> wanted = new ArrayList<>(candidates.size());
    for (int i = 0; i < candidates.size(); i++) {
      Permit permit = candidates.get(i);
      Occupancy occupancy = selector.outstanding().of(permit);
      Integer most = permit.destination().endpoint().maxConcurrentRequests();
      wanted.add(
          new Waiter.Wanted(
              occupancy,
              new Place(permit, occupancy, selector.room()),
              most == null ? Integer.MAX_VALUE : most));
    }
    Waiter waiter = selector.room().enter(traits.priority(), wanted, then);
    return () -> selector.room().leave(waiter);
  }

  /** Notes that {@code place}, for which the request waited, is used. */
  public void took(Place place) {
    left.remove(place.permit());
  }

  private static String id(Permit permit) {
    return permit.destination().endpoint().id();
  }
}
