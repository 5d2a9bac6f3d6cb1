package eu.bailiwick.routing.gateway;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long the server bears with a connection on which nothing moves: shortly while nothing was
 * asked on it, which is {@code quarkus.http.idle-timeout}, and from the first request on for as
 * long as an answer may take to begin.
 */
final class Patience {

  /** The server's name of the handler that closes a connection on which nothing moves. */
  private static final String SHORT = "idle";

  private static final String LONG = "idle-after-request";

  private final Duration answer;

  /**
   * @param answer longest time in which an answer may begin or go on
   */
  Patience(Duration answer) {
    this.answer = answer;
  }

  /** A request came on {@code connection}. */
  void asked(HttpConnection connection) {
    if (connection instanceof ConnectionBase base) {
      ChannelPipeline pipeline = base.channel().pipeline();
      if (pipeline.get(SHORT) != null) {
        pipeline.replace(
            SHORT, LONG, new IdleStateHandler(0, 0, answer.toMillis(), TimeUnit.MILLISECONDS));
      }
    }
  }
}
