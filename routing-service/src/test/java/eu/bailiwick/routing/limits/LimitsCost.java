package eu.bailiwick.routing.limits;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.List;

/**
 * A program that measures what limits in memory cost a request: room for it and its settlement, for
 * one limit and for eleven on three levels. Several rounds; the first ones warm up.
 */
final class LimitsCost {

  private static final int REQUESTS = 1_000_000;
  private static final int ROUNDS = 5;
  private static final long PLENTY = 1_000_000_000L;
  private static final PrintStream OUT = System.out;

  private LimitsCost() {}

  /**
   * @param arguments none
   */
  public static void main(String[] arguments) {
    Caps caps = new Caps("tenant");
    measure("one limit", caps.limits(caps.ofTenant(Measure.TOKENS_PER_MINUTE, PLENTY)));
    measure("eleven limits", CallerLimits.of("tenant", eleven(caps)));
  }

  private static List<Bound> eleven(Caps caps) {
    return List.of(
        caps.ofTenant(Measure.CONCURRENT_REQUESTS, PLENTY),
        caps.ofTenant(Measure.REQUESTS_PER_MINUTE, PLENTY),
        caps.ofTenant(Measure.TOKENS_PER_MINUTE, PLENTY),
        caps.ofTenant(Measure.TOKENS_PER_MONTH, PLENTY * 1000),
        caps.ofKey("application", Measure.CONCURRENT_REQUESTS, PLENTY),
        caps.ofKey("application", Measure.REQUESTS_PER_MINUTE, PLENTY),
        caps.ofKey("application", Measure.TOKENS_PER_MINUTE, PLENTY),
        caps.ofKey("application", Measure.TOKENS_PER_MONTH, PLENTY * 1000),
        caps.ofKey("key", Measure.REQUESTS_PER_MINUTE, PLENTY),
        caps.ofKey("key", Measure.TOKENS_PER_MINUTE, PLENTY),
        caps.ofKey("key", Measure.TOKENS_PER_MONTH, PLENTY * 1000));
  }

  private static void measure(String what, CallerLimits limits) {
    Calendar calendar = new Calendar(Clock.systemUTC());
    Limiter limiter =
        new Limiter(
            new OwnCounting(new MemoryBuckets(), calendar),
            calendar,
            new LimitsMetrics(new SimpleMeterRegistry()));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int round = 1; round <= ROUNDS; round++) {
      long bytes = threads.getCurrentThreadAllocatedBytes();
      long start = System.nanoTime();
      for (int i = 0; i < REQUESTS; i++) {
        if (limiter.admit(limits, 100).result() instanceof Reservation reservation) {
          reservation.settle(70);
        }
      }
      long nanos = (System.nanoTime() - start) / REQUESTS;
      long each = (threads.getCurrentThreadAllocatedBytes() - bytes) / REQUESTS;
      OUT.printf("%s, round %d: %d ns, %d bytes a request%n", what, round, nanos, each);
    }
  }
}
