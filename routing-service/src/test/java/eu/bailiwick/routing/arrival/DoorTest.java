package eu.bailiwick.routing.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that answer a request with its body; a head has 300 ms, and a body a little over 5 s. */
@Timeout(60)
class DoorTest {

  private static final String GET = "GET /1 HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String CLOSE = "\r\nConnection: close\r\n\r\n";

  /** Which server is called. */
  private enum Server {
    PLAIN,
    TLS,
    /** HTTP/2 too, at once or after an upgrade. */
    PLAIN_2,
    /** HTTP/2 too, if the handshake of TLS says so. */
    TLS_2;

    boolean isTls() {
      return this == TLS || this == TLS_2;
    }
  }

  @TempDir static Path folder;

  private final Vertx vertx = vertx();
  private final Map<Server, Integer> ports = new EnumMap<>(Server.class);

  private static Vertx vertx() {
    VertxBuilder builder = new VertxBuilder();
    builder.serviceProviders(
        List.of(
            b ->
                b.findTransport(
                    new GuardedTransport(
                        b.findTransport(),
                        () -> new Rules(new Times(300, 1), new HttpServerOptions())))));
    return builder.init().vertx();
  }

  @BeforeAll
  static void makeKey() throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                folder.resolve("server.p12").toString(),
                "-storepass",
                "changeit",
                "-alias",
                "server",
                "-dname",
                "CN=localhost",
                "-keyalg",
                "EC")
            .start();
    assertThat(keytool.waitFor()).isZero();
  }

  @BeforeEach
  void start() throws Exception {
    String store = folder.resolve("server.p12").toString();
    for (Server server : Server.values()) {
      HttpServerOptions options =
          new HttpServerOptions()
              .setHttp2ClearTextEnabled(server == Server.PLAIN_2)
              .setSsl(server.isTls())
              .setUseAlpn(server == Server.TLS_2);
      if (server.isTls()) {
        options.setKeyCertOptions(new PfxOptions().setPath(store).setPassword("changeit"));
      }
      ports.put(server, serve(options));
    }
  }

  private int serve(HttpServerOptions options) throws Exception {
    return vertx
        .createHttpServer(options)
        .requestHandler(
            request ->
                request
                    .body()
                    .onSuccess(
                        body -> {
                          if (request.path().equals("/later")) {
                            vertx.runOnContext(later -> answerUnsent(request));
                          } else {
                            request.response().end(request.path() + " " + body);
                          }
                        }))
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get()
        .actualPort();
  }

  /** Says how much of an answer was not yet sent when it had been written. */
  private static void answerUnsent(HttpServerRequest request) {
    HttpServerResponse response = request.response().setChunked(true);
    response.write("written, ");
    Channel channel = ((ConnectionBase) request.connection()).channel();
    response.end(channel.unsafe().outboundBuffer().totalPendingWriteBytes() + " bytes unsent");
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP_1_1, PLAIN, true",
    "HTTP_1_1, PLAIN_2, true",
    "HTTP_2, PLAIN_2, true",
    "HTTP_2, PLAIN_2, false",
    "HTTP_1_1, TLS, true",
    "HTTP_1_1, TLS_2, true",
    "HTTP_2, TLS_2, true"
  })
  void everyKindOfHttpIsServed(HttpVersion version, Server server, boolean upgrade)
      throws Exception {
    HttpClientOptions options =
        new HttpClientOptions()
            .setProtocolVersion(version)
            .setHttp2ClearTextUpgrade(upgrade)
            .setSsl(server.isTls())
            .setUseAlpn(version == HttpVersion.HTTP_2 && server.isTls())
            .setTrustAll(true)
            .setVerifyHost(false);
    String body = "a body ".repeat(20_000);
    for (int i = 0; i < 2; i++) {
      Buffer answer =
          vertx
              .createHttpClient(options)
              .request(HttpMethod.POST, port(server), "127.0.0.1", "/echo")
              .compose(request -> request.send(body))
              .compose(
                  response -> {
                    assertThat(response.version()).isEqualTo(version);
                    return response.body();
                  })
              .toCompletionStage()
              .toCompletableFuture()
              .get();
      assertThat(answer.toString()).isEqualTo("/echo " + body);
    }
  }

  @Test
  void whatIsWrittenIsSentAtTheEndOfTheTurn() throws Exception {
    String answer = ask(Server.PLAIN, GET.replace("/1 ", "/later ").replace("\r\n\r\n", CLOSE));

    assertThat(answer).containsPattern("\n[1-9][0-9]* bytes unsent");
  }

  private int port(Server server) {
    return Objects.requireNonNull(ports.get(server));
  }

  @ParameterizedTest
  @EnumSource
  void aHeaderThatGoesOnInASecondLineIsRefused(Server server) throws Exception {
    String answer = ask(server, "GET /1 HTTP/1.1\r\nHost: x\r\nA: b\r\n c: d\r\n\r\n" + GET);

    assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("200 OK");
  }

  @ParameterizedTest
  @CsvSource({"PLAIN, HTTP/2.0", "PLAIN, HTTP/3.0", "TLS, HTTP/2.0", "PLAIN_2, HTTP/2.0"})
  void aHeadOfAnotherVersionIsRefused(Server server, String version) throws Exception {
    String answer = ask(server, GET.replace("HTTP/1.1", version) + GET);

    assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("200 OK");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 50})
  void piecesDoNotHideIt(int size) throws Exception {
    String request = "GET /1 HTTP/1.1\r\nHost: x\r\nA: b\r\n\tc: d\r\n\r\n" + GET;
    try (Socket socket = socket(Server.PLAIN)) {
      socket.setTcpNoDelay(true);
      int at = 0;
      while (at < request.length() && socket.getInputStream().available() == 0) {
        at += trySend(socket, request.substring(at, Math.min(request.length(), at + size)));
      }
      assertThat(restUntilClosed(socket)).startsWith("HTTP/1.1 400").doesNotContain("200 OK");
    }
  }

  @Test
  void itIsRefusedBehindAnotherRequestToo() throws Exception {
    String answer = ask(Server.PLAIN, GET + "GET /2 HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n");

    assertThat(answer).contains("/1 ", "HTTP/1.1 400").doesNotContain("/2 ");
  }

  @Test
  void aBodyMayHaveLinesThatBeginWithASpace() throws Exception {
    String answer =
        ask(
            Server.PLAIN,
            "POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\na\r\n bc"
                + "POST /2 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "5\r\na\r\n b\r\n0\r\n\r\n"
                + "GET /3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

    assertThat(answer).contains("/1 a\r\n bc", "/2 a\r\n b", "/3 ");
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN, P",
    "PLAIN, 'PRI * H'",
    "PLAIN, 'GET / HTTP/1.1'",
    "TLS, G",
    "TLS, 'GET / HTTP/1.1'",
    "TLS_2, G",
    "PLAIN_2, P",
    "PLAIN_2, 'GET / HTTP/1.1'",
    "PLAIN_2, 'PRI * H'"
  })
  void aHeadThatDoesNotComeWholeIsGivenUp(Server server, String beginning) throws Exception {
    assertThat(ask(server, beginning)).isEmpty();
  }

  @Test
  void aBodyThatDoesNotComeWholeIsGivenUp() throws Exception {
    assertThat(ask(Server.PLAIN, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\na"))
        .isEmpty();
  }

  @Test
  void aConnectionMayRestBetweenRequests() throws Exception {
    try (Socket socket = socket(Server.PLAIN)) {
      send(socket, GET);
      assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 200");
      await(600);
      send(socket, "GET /2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertThat(rest(socket)).contains("/2 ");
    }
  }

  /** Lets the server's clock go on, and so what it would do meanwhile. */
  private void await(long millis) throws Exception {
    vertx.timer(millis, TimeUnit.MILLISECONDS).toCompletionStage().toCompletableFuture().get();
  }

  /** Everything that comes until the server closes. */
  private String ask(Server server, String request) throws Exception {
    try (Socket socket = socket(server)) {
      send(socket, request);
      return rest(socket);
    }
  }

  private Socket socket(Server server) throws Exception {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(server));
    socket.setSoTimeout(20_000);
    if (!server.isTls()) {
      return socket;
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustAll()}, null);
    return context.getSocketFactory().createSocket(socket, "localhost", port(server), true);
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  /** As much as the server takes: it may have closed the connection after its answer. */
  private static int trySend(Socket socket, String text) {
    try {
      send(socket, text);
    } catch (IOException e) {
      return Integer.MAX_VALUE / 2;
    }
    return text.length();
  }

  /** What comes until the server ends the connection, in whatever way it does. */
  private static String restUntilClosed(Socket socket) {
    var bytes = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(bytes);
    } catch (IOException e) {
      return bytes.toString(StandardCharsets.US_ASCII);
    }
    return bytes.toString(StandardCharsets.US_ASCII);
  }

  private static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  private static final class TrustAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
