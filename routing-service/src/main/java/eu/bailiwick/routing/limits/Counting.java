package eu.bailiwick.routing.limits;

import io.vertx.core.Future;
import java.util.function.LongConsumer;

/** How a request is counted without holding up its event loop. */
interface Counting {

  /**
   * A request that was drawn, or was not.
   *
   * @param correction takes more tokens afterwards, or gives back; for a request that was drawn
   * @param leaving a request that was drawn is no longer under way
   */
  record Counted(Drawing drawing, LongConsumer correction, Runnable leaving) {}

  /**
   * Draws a request from every bound of its caller, or from none.
   *
   * @return completes on the event loop of the caller; fails only if nothing can be said at all,
   *     which no store that is down brings about
   */
  Future<Counted> draw(CallerLimits limits, long tokens, Moment now);
}
