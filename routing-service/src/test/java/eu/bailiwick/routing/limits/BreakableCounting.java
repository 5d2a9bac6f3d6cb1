package eu.bailiwick.routing.limits;

import io.vertx.core.Future;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Counts as a router does that is configured so, until a test breaks it. */
@Singleton
@Alternative
@Priority(1)
public final class BreakableCounting implements Counting {

  /** How it is broken. */
  public enum Fault {
    NONE,
    /** It says so in its answer. */
    FAILS,
    /** It never gets as far as an answer. */
    THROWS
  }

  private final Counting inner;
  private volatile Fault fault = Fault.NONE;

  @Inject
  BreakableCounting(LimitsWiring wiring) {
    this.inner = wiring.counting();
  }

  /** From now on; {@link Fault#NONE} repairs it. */
  public void breakAs(Fault how) {
    fault = how;
  }

  @Override
  public Future<Counted> draw(CallerLimits limits, long tokens, Moment now) {
    return switch (fault) {
      case NONE -> inner.draw(limits, tokens, now);
      case FAILS -> Future.failedFuture(broken());
      case THROWS -> throw broken();
    };
  }

  private static IllegalStateException broken() {
    return new IllegalStateException("broken by a test");
  }
}
