package eu.bailiwick.routing.selection;

import eu.bailiwick.routing.selection.Waiter.Wanted;
import eu.bailiwick.sovereignty.catalogue.Priority;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where requests wait whose endpoints all have as many attempts as they may have. Of bounded size:
 * who comes to a full room is turned away, unless somebody of a lower class is there to be turned
 * away instead. Nobody takes a place for which somebody else waits. The lock is taken only where
 * somebody waits, and held for a few steps.
 */
public final class WaitingRoom {

  private final int size;
  private final TreeSet<Waiter> waiters = new TreeSet<>();
  private long number;

  /**
   * @param size requests that may wait; 0 to turn all away
   */
  WaitingRoom(int size) {
    this.size = size;
  }

  /**
   * Waits.
   *
   * @param then gets the place, or null if there is no room; perhaps before this returns
   * @return to be used to leave
   */
  Waiter enter(Priority priority, List<Wanted> wanted, Consumer<@Nullable Place> then) {
    Waiter turnedAway;
    Waiter waiter;
    synchronized (this) {
      waiter = new Waiter(priority, number++, wanted, then);
      turnedAway = admit(waiter);
    }
    if (turnedAway != null) {
      turnedAway.goOn(null);
    }
    // What became free before the waiter was seen would otherwise go to nobody.
    for (Wanted one : wanted) {
      freed(one.occupancy());
    }
    return waiter;
  }

  /** Lets a waiter in; returns who is turned away, if anybody is. */
  private @Nullable Waiter admit(Waiter waiter) {
    Waiter last = null;
    if (waiters.size() >= size) {
      last = waiters.isEmpty() ? null : waiters.last();
      if (last == null || !waiter.outranks(last)) {
        return waiter;
      }
      remove(last);
    }
    waiters.add(waiter);
    for (Wanted one : waiter.wanted()) {
      one.occupancy().await(waiter);
    }
    return last;
  }

  /**
   * Gives up waiting.
   *
   * @return whether it was still waiting; if not, it got its place or was turned away
   */
  synchronized boolean leave(Waiter waiter) {
    return remove(waiter);
  }

  /** Requests that wait. */
  public synchronized int waiting() {
    return waiters.size();
  }

  /** Gives places to those who wait for one at this endpoint, as far as there are any. */
  void freed(Occupancy occupancy) {
    for (Turn turn = next(occupancy); turn != null; turn = next(occupancy)) {
      turn.waiter().goOn(turn.place());
    }
  }

  private record Turn(Waiter waiter, Place place) {}

  private synchronized @Nullable Turn next(Occupancy occupancy) {
    Waiter first = occupancy.firstWaiter();
    Place place = first == null ? null : claim(first, occupancy);
    if (first == null || place == null) {
      return null;
    }
    remove(first);
    return new Turn(first, place);
  }

  private static @Nullable Place claim(Waiter waiter, Occupancy occupancy) {
    for (Wanted one : waiter.wanted()) {
      if (one.occupancy() == occupancy) {
        return occupancy.claimInTurn(one.most()) ? one.place() : null;
      }
    }
    return null;
  }

  private boolean remove(Waiter waiter) {
    if (!waiters.remove(waiter)) {
      return false;
    }
    for (Wanted one : waiter.wanted()) {
      one.occupancy().awaitNoMore(waiter);
    }
    return true;
  }
}
