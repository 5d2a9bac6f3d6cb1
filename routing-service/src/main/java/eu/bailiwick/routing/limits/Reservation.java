package eu.bailiwick.routing.limits;

import java.util.List;
import java.util.function.LongConsumer;

/**
 * Room for one request. Belongs to the event loop of its request and is to be closed exactly once,
 * by one of its three methods; further calls change nothing.
 */
public final class Reservation implements Verdict {

  private final long tokens;
  private final List<Standing> standings;
  private final LongConsumer correction;
  private final Runnable leaving;
  private boolean closed;

  /**
   * @param tokens that are reserved
   * @param correction takes more tokens, or gives back
   * @param leaving the request is no longer under way
   */
  Reservation(long tokens, List<Standing> standings, LongConsumer correction, Runnable leaving) {
    this.tokens = tokens;
    this.standings = standings;
    this.correction = correction;
    this.leaving = leaving;
  }

  @Override
  public List<Standing> standings() {
    return standings;
  }

  /** Tokens that are reserved. */
  public long tokens() {
    return tokens;
  }

  /**
   * The request is over, and this many tokens were used.
   *
   * @param used at least 0
   */
  public void settle(long used) {
    if (!closed) {
      closed = true;
      leaving.run();
      if (used != tokens) {
        correction.accept(used - tokens);
      }
    }
  }

  /** The request is over and nobody said what was used: what was reserved stays charged. */
  public void keep() {
    settle(tokens);
  }

  /** The request is over and nothing was used. */
  public void giveBack() {
    settle(0);
  }
}
