package eu.bailiwick.routing.upstream;

import static io.netty.handler.flush.FlushConsolidationHandler.DEFAULT_EXPLICIT_FLUSH_AFTER_FLUSHES;

import io.netty.channel.ChannelHandler;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP client whose handshakes trust certain authorities; it knows how much it has open. */
final class TrustingClient {

  private final HttpClient client;
  private final AtomicInteger open = new AtomicInteger();

  TrustingClient(Vertx vertx, HttpClientOptions options, PoolOptions pool) {
    this.client =
        vertx
            .httpClientBuilder()
            .with(options)
            .with(pool)
            .withConnectHandler(this::connected)
            .build();
  }

  private void connected(HttpConnection connection) {
    open.incrementAndGet();
    connection.closeHandler(closed -> open.decrementAndGet());
    if (connection instanceof ConnectionBase base) {
      base.channel().pipeline().addFirst(atTheEndOfATurn());
    }
  }

  /** What was written is sent once a turn of the event loop: each sending may wake its reader. */
  private static ChannelHandler atTheEndOfATurn() {
    return new FlushConsolidationHandler(DEFAULT_EXPLICIT_FLUSH_AFTER_FLUSHES, true);
  }

  HttpClient http() {
    return client;
  }

  /** Connections, those included on which nothing moves. */
  int open() {
    return open.get();
  }

  void close() {
    client.close();
  }
}
