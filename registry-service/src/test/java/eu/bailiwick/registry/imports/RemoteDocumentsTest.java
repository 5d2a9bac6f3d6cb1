package eu.bailiwick.registry.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteDocumentsTest {

  private static final int MAX = 1000;
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final CountDownLatch END = new CountDownLatch(1);

  private static LoopbackSource source;

  @BeforeAll
  static void start(@TempDir Path directory)
      throws IOException, InterruptedException, GeneralSecurityException {
    source = LoopbackSource.start(directory);
    source.answer("/document", 200, "{\"profiles\": []}");
    source.answer("/absent", 404, "{}");
    source.answer("/large", 200, "x".repeat(MAX + 1));
    source.answer("/slow", RemoteDocumentsTest::begin);
    source.answer(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().set("Location", source.url("/document"));
          source.send(exchange, 302, "");
        });
  }

  @AfterAll
  static void stop() {
    END.countDown();
    source.close();
  }

  @Test
  void aListedHostIsAsked() {
    HttpResponse<byte[]> fetched =
        listing(source.address()).get(source.url("/document?resourceId=a&tag=1"));

    assertThat(fetched.statusCode()).isEqualTo(200);
    assertThat(new String(fetched.body(), StandardCharsets.UTF_8)).isEqualTo("{\"profiles\": []}");
  }

  @Test
  void whatIsNotThereIsForTheCallerToJudge() {
    assertThat(listing(source.address()).get(source.url("/absent")).statusCode()).isEqualTo(404);
  }

  @Test
  void byDefaultNothingIsFetched() {
    refused(listing(), source.url("/document"), ErrorCode.FETCH_NOT_ALLOWED, AllowedHosts.PROPERTY);
  }

  @Test
  void aHostThatIsNotListedIsNotAsked() {
    int before = source.requests();

    refused(
        listing("127.0.0.1", "api.ngc.example"),
        source.url("/document"),
        ErrorCode.FETCH_NOT_ALLOWED,
        source.address() + " is not listed");

    assertThat(source.requests()).isEqualTo(before);
  }

  @Test
  void aListedNameDoesNotOpenThePrivateNetwork() {
    String name = "localhost:" + source.port();

    refused(
        listing(name),
        "https://" + name + "/document",
        ErrorCode.FETCH_NOT_ALLOWED,
        "which is not public");
  }

  @Test
  void redirectsAreNotFollowed() {
    refused(listing(source.address()), source.url("/moved"), ErrorCode.SOURCE_FAILED, "redirects");
  }

  @Test
  void sizeIsBounded() {
    refused(
        listing(source.address()),
        source.url("/large"),
        ErrorCode.SOURCE_FAILED,
        "could not be read");
  }

  @Test
  void timeIsBoundedToTheLastByte() {
    refused(
        new RemoteDocuments(
            LoopbackSource.settings(Duration.ofMillis(300), source.address()), MAX, source.tls()),
        source.url("/slow"),
        ErrorCode.SOURCE_FAILED,
        "within PT0.3S");
  }

  @Test
  void aServerThatCannotProveItsNameIsNotHeard() throws GeneralSecurityException {
    int before = source.requests();

    refused(
        new RemoteDocuments(
            LoopbackSource.settings(LONG, source.address()), MAX, SSLContext.getDefault()),
        source.url("/document"),
        ErrorCode.SOURCE_FAILED,
        "could not be read");

    assertThat(source.requests()).isEqualTo(before);
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
    refused(listing(source.address()), url, ErrorCode.INVALID_PARAMETER, "https");
  }

  @Test
  void settingsListHostsWithCommas() {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(ImportSettings.class)
            .withDefaultValue(AllowedHosts.PROPERTY, "api.ngc.example," + source.address())
            .build();
    ImportSettings settings = config.getConfigMapping(ImportSettings.class);

    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(
            new RemoteDocuments(settings, MAX, source.tls())
                .get(source.url("/document"))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void aTimeoutOfNothingStopsTheServiceByName() {
    assertThatIllegalStateException()
        .isThrownBy(
            () -> new RemoteDocuments(LoopbackSource.settings(Duration.ZERO), MAX, source.tls()))
        .withMessageContaining("bailiwick.imports.timeout");
  }

  private static void refused(
      RemoteDocuments documents, String url, ErrorCode code, String message) {
    assertThatThrownBy(() -> documents.get(url))
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }

  private static RemoteDocuments listing(String... hosts) {
    return new RemoteDocuments(LoopbackSource.settings(LONG, hosts), MAX, source.tls());
  }

  /** Sends the first byte of many, and then nothing. */
  private static void begin(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 100);
    exchange.getResponseBody().write('{');
    exchange.getResponseBody().flush();
    try {
      END.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
