package eu.bailiwick.routing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that closes connections on which nothing moves for 300 ms, and answers after 900. */
class PatienceTest {

  private final Vertx vertx = Vertx.vertx();
  private final Patience patience = new Patience(Duration.ofSeconds(10));
  private int port;

  @BeforeEach
  void start() throws Exception {
    HttpServer server =
        vertx.createHttpServer(
            new HttpServerOptions().setIdleTimeout(300).setIdleTimeoutUnit(TimeUnit.MILLISECONDS));
    server.requestHandler(
        request -> {
          if (request.path().startsWith("/v1")) {
            patience.asked(request.connection());
          }
          vertx.setTimer(900, late -> request.response().end("late"));
        });
    port =
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get().actualPort();
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @Test
  void aConnectionOnWhichNothingIsAskedIsClosed() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void anAnswerMayTakeItsTime() throws Exception {
    assertThat(ask("/v1/x")).endsWith("late");
  }

  @Test
  void elsewhereItMayNot() throws Exception {
    assertThat(ask("/x")).isEmpty();
  }

  private String ask(String path) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
