package eu.bailiwick.routing.limits;

/**
 * A limit that has no room for a request.
 *
 * @param bound the limit
 * @param remaining what is left of it
 * @param asked what the request would take
 * @param waitMillis milliseconds after which it would fit, if nothing else is admitted meanwhile;
 *     {@link #NEVER} if it is larger than the limit itself
 */
public record Shortage(Bound bound, long remaining, long asked, long waitMillis) {

  public static final long NEVER = Long.MAX_VALUE;

  /** When a request under way may have ended, nobody knows: clients are told to try soon. */
  private static final long SOON = 1000;

  /** A bound of requests under way has no room for one more. */
  static Shortage ofPlaces(Bound bound) {
    return new Shortage(bound, 0, 1, SOON);
  }

  /** Whether waiting does not help. */
  public boolean forGood() {
    return waitMillis == NEVER;
  }
}
