package eu.bailiwick.parts;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.pollinterval.IterativePollInterval;

/**
 * Waits in tests for what becomes true by itself. Looks at once, then soon, then every tenth of a
 * second: most of what tests wait for is there before the library's own first look.
 */
public final class Eventually {

  private static final Duration SOON = Duration.ofMillis(5);
  private static final Duration SELDOM = Duration.ofMillis(100);

  private Eventually() {}

  /** To be told what for; fails after ten seconds unless told otherwise. */
  public static ConditionFactory await() {
    return Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(IterativePollInterval.iterative(Eventually::longer, SOON));
  }

  private static Duration longer(Duration last) {
    Duration twice = last.multipliedBy(2);
    return twice.compareTo(SELDOM) < 0 ? twice : SELDOM;
  }
}
