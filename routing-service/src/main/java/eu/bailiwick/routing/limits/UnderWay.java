package eu.bailiwick.routing.limits;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Requests of this router that are under way, of which the shared store is told, and the slots of
 * which it does not know yet. Safe for use by several threads.
 */
final class UnderWay {

  private final String router;
  private final Duration lease;
  private final Occupancy occupancy = new Occupancy();
  private final Set<Slot> untold = ConcurrentHashMap.newKeySet();

  /**
   * @param router a name that no other has, and that it does not have again after a restart
   * @param lease how long what it says holds
   */
  UnderWay(String router, Duration lease) {
    this.router = router;
    this.lease = lease;
  }

  String router() {
    return router;
  }

  /** What the store is to know of a slot. */
  Leases.Lease lease(Slot slot, long now) {
    return new Leases.Lease(router, occupancy.count(slot), now + lease.toMillis());
  }

  long count(Slot slot) {
    return occupancy.count(slot);
  }

  /** Counts a request of which the store is being told. */
  void enter(List<Bound> bounds) {
    occupancy.add(bounds);
  }

  /** Counts a request that was admitted without the store. */
  void enterUntold(List<Bound> bounds) {
    occupancy.add(bounds);
    bounds.forEach(bound -> untold.add(bound.slot()));
  }

  void leave(List<Bound> bounds) {
    occupancy.leave(bounds);
    bounds.forEach(bound -> untold.add(bound.slot()));
  }

  /** The store is to be told of everything again, before its leases run out. */
  void renew() {
    untold.addAll(occupancy.slots());
  }

  boolean isTold() {
    return untold.isEmpty();
  }

  /**
   * Tells the store what it does not know, of one slot after another, so that it waits for no
   * caller on behalf of another; what it does not take stays. What changes meanwhile may stay, too.
   *
   * @throws RuntimeException that the store threw
   */
  void tell(Consumer<Slot> store) {
    for (Iterator<Slot> all = untold.iterator(); all.hasNext(); ) {
      Slot slot = all.next();
      all.remove(); // What changes from now on is to be told again.
      try {
        store.accept(slot);
      } catch (RuntimeException e) {
        untold.add(slot);
        throw e;
      }
    }
  }
}
