package eu.bailiwick.routing.selection;

import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The attempts under way at one endpoint, and who waits for one of them to end. */
final class Occupancy {

  private final AtomicInteger underWay = new AtomicInteger();

  /** In order of their turn; touched under the lock of the waiting room only. */
  private final TreeSet<Waiter> waiters = new TreeSet<>();

  /** For those who do not hold the lock. */
  private volatile boolean awaited;

  int underWay() {
    return underWay.get();
  }

  /** Takes a place, unless others wait for one. */
  boolean claim(@Nullable Integer most) {
    if (most == null) {
      underWay.incrementAndGet();
      return true;
    }
    return !awaited && claimInTurn(most);
  }

  /** Takes a place if there is one. */
  boolean claimInTurn(int most) {
    int now = underWay.get();
    while (now < most) {
      if (underWay.compareAndSet(now, now + 1)) {
        return true;
      }
      now = underWay.get();
    }
    return false;
  }

  void leave() {
    underWay.decrementAndGet();
  }

  boolean isAwaited() {
    return awaited;
  }

  void await(Waiter waiter) {
    waiters.add(waiter);
    awaited = true;
  }

  void awaitNoMore(Waiter waiter) {
    waiters.remove(waiter);
    awaited = !waiters.isEmpty();
  }

  @Nullable Waiter firstWaiter() {
    return waiters.isEmpty() ? null : waiters.first();
  }
}
