package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.selection.Place;
import eu.bailiwick.routing.selection.Selection;
import eu.bailiwick.routing.selection.Waiting;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A request's wait for a place, for a bounded time. Belongs to the event loop of the request. */
final class Turn {

  private final Vertx vertx;
  private final Consumer<@Nullable Place> then;
  private final Waiting waiting;
  private final long timer;

  /**
   * Begins to wait.
   *
   * @param context of the request
   * @param selection whose endpoints are full
   * @param millis how long to wait at most
   * @param then gets the place, or null if there is none in time; once, later, on the event loop
   */
  Turn(Context context, Selection selection, long millis, Consumer<@Nullable Place> then) {
    this.vertx = context.owner();
    this.then = then;
    this.timer = vertx.setTimer(millis, rang -> leave());
    this.waiting = selection.await(place -> context.runOnContext(on -> called(place)));
  }

  /** Waits no longer; a place that is already on its way still comes. */
  void leave() {
    if (waiting.leave()) {
      called(null);
    }
  }

  private void called(@Nullable Place place) {
    vertx.cancelTimer(timer);
    then.accept(place);
  }
}
