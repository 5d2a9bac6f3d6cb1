package eu.bailiwick.routing.limits;

import java.util.List;

/** Where counts over time are kept. Safe for use by several threads. */
interface Buckets {

  /**
   * Draws a request from every bound of its caller, or from none.
   *
   * @param tokens what it reserves
   */
  Drawing draw(CallerLimits limits, long tokens, Moment now);

  /**
   * Takes more tokens than were reserved, or gives back. What a month's bucket is due goes to the
   * month of the draw.
   *
   * @param bounds of one tenant; those that count requests are left alone
   * @param tokens to take; below zero to give back
   * @param drawn when they were reserved
   */
  void correct(String tenant, List<Bound> bounds, long tokens, Moment drawn, Moment now);
}
