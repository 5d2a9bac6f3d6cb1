package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.drain.Drain;
import eu.bailiwick.routing.usage.Closed.Outcome;
import io.vertx.core.Context;

/**
 * Whether a request stops before its end, and why: its client left, or the router stops. Belongs to
 * the event loop of the request, but for {@link #cut}.
 */
final class Stopping implements Drain.Work {

  private final Context context;
  private final Runnable stop;
  private boolean clientLeft;
  private boolean cut;

  /**
   * @param context of the request
   * @param stop brings what is under way to its end; on the event loop
   */
  Stopping(Context context, Runnable stop) {
    this.context = context;
    this.stop = stop;
  }

  void clientLeft() {
    clientLeft = true;
    stop.run();
  }

  /** The router stops: the request is not brought to its end. */
  @Override
  public void cut() {
    context.runOnContext(
        now -> {
          cut = true;
          stop.run();
        });
  }

  boolean stopped() {
    return clientLeft || cut;
  }

  /** What ended a request that was stopped. */
  Outcome outcome() {
    return cut && !clientLeft ? Outcome.ROUTER_STOPPED : Outcome.CLIENT_LEFT;
  }
}
