package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.usage.Closed.Outcome;
import eu.bailiwick.routing.usage.TokenUsage;

/** Learns of the end of every admitted request; on its event loop, so that it must not block. */
@FunctionalInterface
interface ExchangeObserver {

  /**
   * A request came to its end; called once for each.
   *
   * @param outcome of its last attempt; {@link Outcome#NOT_DISPATCHED} if there was none, or it was
   *     refused after attempts that reached no upstream
   * @param usage of its last attempt
   */
  void ended(Admitted admitted, Outcome outcome, TokenUsage usage);
}
