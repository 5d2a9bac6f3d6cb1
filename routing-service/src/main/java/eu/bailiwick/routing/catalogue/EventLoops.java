package eu.bailiwick.routing.catalogue;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** The threads on which requests are admitted. */
final class EventLoops {

  private final EventLoopGroup loops;

  EventLoops(Vertx vertx) {
    this.loops = ((VertxInternal) vertx).getEventLoopGroup();
  }

  /**
   * Waits until each of them has finished what it was doing: afterwards none still acts upon
   * something that it read before the call. Blocks.
   */
  void awaitTurn() throws InterruptedException {
    List<Future<?>> turns = new ArrayList<>();
    for (EventExecutor loop : loops) {
      turns.add(loop.submit(() -> {}));
    }
    for (Future<?> turn : turns) {
      try {
        turn.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
