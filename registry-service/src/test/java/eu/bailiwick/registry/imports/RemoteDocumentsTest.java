package eu.bailiwick.registry.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server on the loopback interface that has a certificate of its own. */
class RemoteDocumentsTest {

  private static final char[] PASSWORD = "unimportant".toCharArray();
  private static final int MAX = 1000;
  private static final CountDownLatch NEVER = new CountDownLatch(1);
  private static final AtomicInteger REQUESTS = new AtomicInteger();
  private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

  @TempDir static Path directory;

  private static SSLContext tls;
  private static HttpsServer server;
  private static String address;

  @BeforeAll
  static void start() throws IOException, InterruptedException, GeneralSecurityException {
    tls = context();
    server = HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.setExecutor(THREADS);
    server.createContext("/document", exchange -> answer(exchange, 200, "{\"profiles\": []}"));
    server.createContext("/absent", exchange -> answer(exchange, 404, "{}"));
    server.createContext("/large", exchange -> answer(exchange, 200, "x".repeat(MAX + 1)));
    server.createContext("/slow", exchange -> begin(exchange));
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "https://" + address + "/document");
          answer(exchange, 302, "");
        });
    server.start();
    address = "127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterAll
  static void stop() {
    NEVER.countDown();
    server.stop(0);
    THREADS.shutdownNow();
  }

  @Test
  void aListedHostIsAsked() {
    HttpResponse<byte[]> fetched = listing(address).get(url("/document?resourceId=a&tag=1"));

    assertThat(fetched.statusCode()).isEqualTo(200);
    assertThat(new String(fetched.body(), StandardCharsets.UTF_8)).isEqualTo("{\"profiles\": []}");
  }

  @Test
  void whatIsNotThereIsForTheCallerToJudge() {
    assertThat(listing(address).get(url("/absent")).statusCode()).isEqualTo(404);
  }

  @Test
  void byDefaultNothingIsFetched() {
    refused(listing(), url("/document"), ErrorCode.FETCH_NOT_ALLOWED, AllowedHosts.PROPERTY);
  }

  @Test
  void aHostThatIsNotListedIsNotAsked() {
    int before = REQUESTS.get();

    refused(
        listing("127.0.0.1", "api.ngc.example"),
        url("/document"),
        ErrorCode.FETCH_NOT_ALLOWED,
        address + " is not listed");

    assertThat(REQUESTS).hasValue(before);
  }

  @Test
  void aListedNameDoesNotOpenThePrivateNetwork() {
    String name = "localhost:" + server.getAddress().getPort();

    refused(
        listing(name),
        "https://" + name + "/document",
        ErrorCode.FETCH_NOT_ALLOWED,
        "which is not public");
  }

  @Test
  void redirectsAreNotFollowed() {
    refused(listing(address), url("/moved"), ErrorCode.SOURCE_FAILED, "redirects");
  }

  @Test
  void sizeIsBounded() {
    refused(listing(address), url("/large"), ErrorCode.SOURCE_FAILED, "could not be read");
  }

  @Test
  void timeIsBoundedToTheLastByte() {
    refused(
        new RemoteDocuments(settings(Duration.ofMillis(300), address), MAX, tls),
        url("/slow"),
        ErrorCode.SOURCE_FAILED,
        "within PT0.3S");
  }

  @Test
  void aServerThatCannotProveItsNameIsNotHeard() throws GeneralSecurityException {
    refused(
        new RemoteDocuments(
            settings(Duration.ofSeconds(10), address), MAX, SSLContext.getDefault()),
        url("/document"),
        ErrorCode.SOURCE_FAILED,
        "could not be read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/x",
        "file:///etc/passwd",
        "https:///x",
        "https://u:p@127.0.0.1/",
        "https://127.0.0.1/#x",
        "not a url",
        ""
      })
  void onlyPlainHttpsUrlsAreAccepted(String url) {
    refused(listing(address), url, ErrorCode.INVALID_PARAMETER, "https");
  }

  @Test
  void aTimeoutOfNothingStopsTheServiceByName() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new RemoteDocuments(settings(Duration.ZERO), MAX, tls))
        .withMessageContaining("bailiwick.imports.timeout");
  }

  private static void refused(
      RemoteDocuments documents, String url, ErrorCode code, String message) {
    assertThatThrownBy(() -> documents.get(url))
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }

  private static RemoteDocuments listing(String... hosts) {
    return new RemoteDocuments(settings(Duration.ofSeconds(10), hosts), MAX, tls);
  }

  private static ImportSettings settings(Duration timeout, String... hosts) {
    return new ImportSettings() {
      @Override
      public Optional<List<String>> allowedHosts() {
        return hosts.length == 0 ? Optional.empty() : Optional.of(List.of(hosts));
      }

      @Override
      public Duration timeout() {
        return timeout;
      }
    };
  }

  private static String url(String path) {
    return "https://" + address + path;
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    REQUESTS.incrementAndGet();
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  /** Sends the first byte of many, and then nothing. */
  private static void begin(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 100);
    exchange.getResponseBody().write('{');
    exchange.getResponseBody().flush();
    try {
      NEVER.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static SSLContext context()
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = directory.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-ext",
                "san=ip:127.0.0.1,dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(output).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", keys.getCertificate("server"));
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, PASSWORD);
    TrustManagerFactory others = TrustManagerFactory.getInstance("PKIX");
    others.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), others.getTrustManagers(), null);
    return context;
  }
}
