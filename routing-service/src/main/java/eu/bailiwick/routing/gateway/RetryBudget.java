package eu.bailiwick.routing.gateway;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * How many more attempts there may be, over all requests: a share of the requests and some each
 * second, so that an upstream in distress is not finished off by retries. Safe on any thread; what
 * every request does takes no lock.
 */
final class RetryBudget {

  /** Of what is not spent, as much is kept as is granted in this many seconds. */
  private static final int KEPT_SECONDS = 10;

  private static final long LEAST_KEPT = 10;
  private static final long THOUSANDTHS = 1000;

  private final int percent;
  private final int perSecond;
  private final LongSupplier nanos;
  private final long most;
  private final LongAdder requests = new LongAdder();
  private long counted;
  private long updated;
  private long balance;

  /**
   * @param percent of the requests
   * @param perSecond attempts that are granted in any case
   * @param nanos a clock like {@link System#nanoTime}
   */
  RetryBudget(int percent, int perSecond, LongSupplier nanos) {
    this.percent = percent;
    this.perSecond = perSecond;
    this.nanos = nanos;
    this.most = Math.max(LEAST_KEPT, (long) perSecond * KEPT_SECONDS) * THOUSANDTHS;
    this.updated = nanos.getAsLong();
    this.balance = most;
  }

  /** A request came. */
  void earn() {
    requests.increment();
  }

  /** Takes one attempt, if there is one. */
  synchronized boolean spend() {
    long now = nanos.getAsLong();
    long sum = requests.sum();
    long elapsed = Math.min(now - updated, TimeUnit.SECONDS.toNanos(KEPT_SECONDS));
    long granted =
        (sum - counted) * percent * THOUSANDTHS / 100
            + elapsed * perSecond / TimeUnit.MILLISECONDS.toNanos(1);
    balance = Math.min(most, balance + granted);
    counted = sum;
    updated = now;
    if (balance < THOUSANDTHS) {
      return false;
    }
    balance -= THOUSANDTHS;
    return true;
  }
}
