package eu.bailiwick.routing.limits;

import io.vertx.core.Future;
import java.util.List;

/** Says whether the limits of a caller have room for a request, and keeps room for it. */
public final class Limiter {

  private final Occupancy occupancy = new Occupancy();
  private final Counting counting;
  private final Calendar calendar;
  private final LimitsMetrics metrics;

  Limiter(Counting counting, Calendar calendar, LimitsMetrics metrics) {
    this.counting = counting;
    this.calendar = calendar;
    this.metrics = metrics;
  }

  /**
   * Asks for room in every limit of a caller.
   *
   * @param tokens to reserve
   * @return completes on the caller's event loop, at once unless a store is shared; fails if
   *     nothing can be said, and nothing is taken then
   */
  public Future<Verdict> admit(CallerLimits limits, long tokens) {
    Bound full = occupancy.enter(limits.concurrent());
    if (full != null) {
      return Future.succeededFuture(refusal(Shortage.ofPlaces(full), List.of()));
    }
    return Future.succeededFuture(calendar)
        .compose(time -> counting.draw(limits, tokens, time.get())) // what it throws, too
        .map(counted -> verdict(limits, tokens, counted))
        .onFailure(failure -> occupancy.leave(limits.concurrent()));
  }

  private Verdict verdict(CallerLimits limits, long tokens, Counting.Counted counted) {
    Drawing drawing = counted.drawing();
    Shortage shortage = drawing.shortage();
    if (shortage == null) {
      return new Reservation(
          tokens,
          drawing.standings(),
          counted.correction(),
          () -> {
            occupancy.leave(limits.concurrent());
            counted.leaving().run();
          });
    }
    occupancy.leave(limits.concurrent());
    return refusal(shortage, drawing.standings());
  }

  private Refusal refusal(Shortage shortage, List<Standing> standings) {
    metrics.refused(shortage.bound().slot());
    return new Refusal(shortage, standings);
  }
}
