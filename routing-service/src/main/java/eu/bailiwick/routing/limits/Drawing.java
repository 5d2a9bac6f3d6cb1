package eu.bailiwick.routing.limits;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of drawing a request from every bucket that bounds it: from all of them, or from none.
 *
 * @param standings how each stands now, in the order of the bounds
 * @param shortage the first that had no room; null if all had
 */
record Drawing(List<Standing> standings, @Nullable Shortage shortage) {

  /**
   * Draws.
   *
   * @param meters of the bounds, in their order; nobody else may touch them meanwhile
   * @param tokens what the request reserves
   */
  static Drawing draw(List<Bound> bounds, Meter[] meters, long tokens, Moment now) {
    return draw(null, bounds, meters, tokens, now);
  }

  /**
   * Draws, unless something else has no room already.
   *
   * @param full what has none; null if everything else has
   */
  static Drawing draw(
      @Nullable Shortage full, List<Bound> bounds, Meter[] meters, long tokens, Moment now) {
    Shortage shortage = full;
    for (int i = 0; i < meters.length && shortage == null; i++) {
      shortage = meters[i].shortage(bounds.get(i), tokens, now);
    }
    List<Standing> standings = new ArrayList<>(meters.length);
    for (int i = 0; i < meters.length; i++) {
      Bound bound = bounds.get(i);
      if (shortage == null) {
        meters[i].take(bound.amount(tokens));
      }
      standings.add(meters[i].standing(bound, now));
    }
    return new Drawing(standings, shortage);
  }
}
