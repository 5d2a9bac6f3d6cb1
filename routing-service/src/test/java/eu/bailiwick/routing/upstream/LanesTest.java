package eu.bailiwick.routing.upstream;

import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import eu.bailiwick.routing.catalogue.Destination;
import eu.bailiwick.sovereignty.catalogue.Dialect;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Facts;
import eu.bailiwick.sovereignty.catalogue.ModelVersion;
import eu.bailiwick.sovereignty.catalogue.PeerIdentity;
import eu.bailiwick.sovereignty.catalogue.Site;
import eu.bailiwick.sovereignty.law.Country;
import io.netty.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the router connects to, with real handshakes. */
class LanesTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0";
  private static final String BODY = "{\"prompt\": \"secret\"}";
  private static final URI SPIFFE_ID = URI.create("spiffe://paris.test/chat");
  private static final List<String> LOOPBACK = List.of("127.0.0.0/8");

  @TempDir static Path folder;
  private static Certificates certificates;

  private final Vertx vertx = Vertx.vertx();

  /** One, so that a connection is back in its pool when the next request comes. */
  private final Context eventLoop = vertx.getOrCreateContext();

  private final Map<String, List<InetAddress>> names =
      Map.of(
          "chat.test", List.of(InetAddress.ofLiteral("127.0.0.1")),
          "two.test",
              List.of(InetAddress.ofLiteral("127.0.0.2"), InetAddress.ofLiteral("127.0.0.1")));
  private final AtomicInteger lookUps = new AtomicInteger();
  private final List<CountingServer> servers = new ArrayList<>();
  private final Lanes lanes = lanes(UnrecordedAddresses.REFUSE);

  @BeforeAll
  static void certificates() {
    certificates = new Certificates(folder);
    certificates.authority("site");
    certificates.authority("stranger");
    certificates.server("chat", "site", "dns:chat.test,ip:127.0.0.1,uri:" + SPIFFE_ID);
    certificates.server("other", "site", "dns:other.test,uri:spiffe://paris.test/other");
    certificates.server("two-ids", "site", "uri:" + SPIFFE_ID + ",uri:spiffe://paris.test/b");
    certificates.server("chat", "stranger", "dns:chat.test,uri:" + SPIFFE_ID);
  }

  @AfterEach
  void close() throws Exception {
    lanes.close();
    servers.forEach(CountingServer::close);
    vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
  }

  @Test
  void theRegisteredPeerIsSpokenTo() throws Exception {
    CountingServer server = tls("chat", "site");

    assertThat(send(secured(server, "chat.test", null)).statusCode()).isEqualTo(200);

    lanes.close();
    assertThat(server.heard())
        .contains("POST /nim/v1/chat/completions HTTP/1.1")
        .containsIgnoringCase("host: chat.test:" + server.port())
        .endsWith(BODY);
  }

  @Test
  void anAddressInDigitsIsNamedByTheCertificateToo() throws Exception {
    CountingServer server = tls("chat", "site");

    assertThat(send(secured(server, "127.0.0.1", null)).statusCode()).isEqualTo(200);
  }

  @Test
  void aCertificateOfAnotherNameIsRefused() throws Exception {
    refusesUnheard(tls("other", "site"), "chat.test", null, Refusal.CERTIFICATE_NOT_TRUSTED);
  }

  @Test
  void aCertificateOfAnotherAuthorityIsRefused() throws Exception {
    refusesUnheard(tls("chat", "stranger"), "chat.test", null, Refusal.CERTIFICATE_NOT_TRUSTED);
  }

  @Test
  void whereASiteHasNoAuthorityThoseOfThePlatformCount() throws Exception {
    CountingServer server = tls("chat", "site");

    refuses(
        destination(url("https", "chat.test", server), null, LOOPBACK, List.of()),
        Refusal.CERTIFICATE_NOT_TRUSTED);
    assertThat(server.heard()).isEmpty();
  }

  @Test
  void whatThePlatformTrustsIsSpokenToWhereASiteHasNoAuthority() throws Exception {
    CountingServer server = tls("chat", "site");
    System.setProperty("javax.net.ssl.trustStore", certificates.trusting("site").toString());
    System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
    Lanes platforms = lanes(UnrecordedAddresses.REFUSE);
    try {
      Destination destination =
          destination(url("https", "chat.test", server), null, LOOPBACK, List.of());

      assertThat(get(send(platforms, destination)).statusCode()).isEqualTo(200);
    } finally {
      System.clearProperty("javax.net.ssl.trustStore");
      System.clearProperty("javax.net.ssl.trustStorePassword");
      platforms.close();
    }
  }

  @Test
  void aRegisteredNameCountsInsteadOfTheHost() throws Exception {
    CountingServer server = tls("chat", "site");
    PeerIdentity chat = new PeerIdentity("chat.test", null);

    assertThat(send(secured(server, "two.test", "127.0.0.1/32", chat)).statusCode()).isEqualTo(200);
    refusesUnheard(
        tls("chat", "site"),
        "chat.test",
        new PeerIdentity("other.test", null),
        Refusal.CERTIFICATE_NOT_TRUSTED);
  }

  @Test
  void aRegisteredSpiffeIdCountsInsteadOfTheHost() throws Exception {
    CountingServer server = tls("chat", "site");

    assertThat(
            send(secured(server, "two.test", "127.0.0.1/32", new PeerIdentity(null, SPIFFE_ID)))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void anotherSpiffeIdIsRefused() throws Exception {
    PeerIdentity peer = new PeerIdentity(null, SPIFFE_ID);

    refusesUnheard(tls("other", "site"), "chat.test", peer, Refusal.PEER_NOT_NAMED);
    refusesUnheard(tls("two-ids", "site"), "chat.test", peer, Refusal.PEER_NOT_NAMED);
    refusesUnheard(tls("chat", "stranger"), "chat.test", peer, Refusal.CERTIFICATE_NOT_TRUSTED);
  }

  @Test
  void nameAndSpiffeIdMustBothBeThere() throws Exception {
    refusesUnheard(
        tls("other", "site"),
        "chat.test",
        new PeerIdentity("other.test", SPIFFE_ID),
        Refusal.PEER_NOT_NAMED);
    refusesUnheard(
        tls("chat", "site"),
        "chat.test",
        new PeerIdentity("other.test", SPIFFE_ID),
        Refusal.CERTIFICATE_NOT_TRUSTED);
  }

  @Test
  void aPooledConnectionIsCheckedAgainForAnotherPeer() throws Exception {
    CountingServer server = tls("chat", "site");
    assertThat(send(secured(server, "chat.test", new PeerIdentity(null, SPIFFE_ID))).statusCode())
        .isEqualTo(200);

    refuses(
        secured(
            server, "chat.test", new PeerIdentity(null, URI.create("spiffe://paris.test/other"))),
        Refusal.PEER_NOT_NAMED);

    assertThat(server.heard()).containsOnlyOnce("POST");
  }

  @Test
  void aConnectionThatOneSiteTrustsIsNotUsedForAnother() throws Exception {
    CountingServer server = tls("chat", "site");
    assertThat(send(secured(server, "chat.test", null)).statusCode()).isEqualTo(200);

    refuses(
        destination(
            url("https", "chat.test", server),
            null,
            LOOPBACK,
            List.of(certificates.pem("stranger"))),
        Refusal.CERTIFICATE_NOT_TRUSTED);
  }

  @Test
  void theClientOfATrustThatWasReplacedIsClosedWhenNothingIsOpen() throws Exception {
    CountingServer server = tls("chat", "site");
    assertThat(send(secured(server, "chat.test", null)).statusCode()).isEqualTo(200);
    List<String> anchors = List.of(certificates.pem("site"), certificates.pem("stranger"));

    assertThat(
            send(destination(url("https", "chat.test", server), null, LOOPBACK, anchors))
                .statusCode())
        .isEqualTo(200);

    assertThat(lanes.clients()).isEqualTo(2);
    await().until(() -> lanes.clients() == 1);
  }

  @Test
  void anAddressOutsideTheSiteIsNotConnectedTo() throws Exception {
    CountingServer server = plain("127.0.0.1", 0);

    refuses(plainly(server, "chat.test", "192.0.2.0/24"), Refusal.ADDRESS_OUTSIDE_SITE);
    refuses(plainly(server, "127.0.0.1", "127.0.0.2/32"), Refusal.ADDRESS_OUTSIDE_SITE);

    assertThat(server.connections()).isZero();
  }

  @Test
  void ofTwoAddressesTheOneInsideIsConnectedTo() throws Exception {
    CountingServer inside = plain("127.0.0.1", 0);
    CountingServer outside = plain("127.0.0.2", inside.port());

    assertThat(send(plainly(inside, "two.test", "127.0.0.1/32")).statusCode()).isEqualTo(200);

    assertThat(inside.connections()).isEqualTo(1);
    assertThat(outside.connections()).isZero();
  }

  @Test
  void whereOneAddressDoesNotAnswerTheNextOneIsTried() throws Exception {
    CountingServer second = plain("127.0.0.1", 0);
    Destination destination = plainly(second, "two.test", "127.0.0.0/8");

    assertThat(failure(destination)).isNotInstanceOf(RefusedPeerException.class);
    assertThat(send(destination).statusCode()).isEqualTo(200);
  }

  @Test
  void aNameIsLookedUpOnceForManyRequests() throws Exception {
    CountingServer server = plain("127.0.0.1", 0);
    Destination destination = plainly(server, "chat.test", "127.0.0.0/8");

    for (int i = 0; i < 3; i++) {
      assertThat(send(destination).statusCode()).isEqualTo(200);
    }

    assertThat(lookUps).hasValue(1);
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void aSiteThatRecordsNoAddressesIsNotConnectedTo() throws Exception {
    CountingServer server = plain("127.0.0.1", 0);
    Destination destination =
        destination(url("http", "chat.test", server), null, List.of(), List.of());

    refuses(destination, Refusal.ADDRESSES_NOT_RECORDED);
    assertThat(server.connections()).isZero();

    Lanes lenient = lanes(UnrecordedAddresses.ALLOW);
    assertThat(get(send(lenient, destination)).statusCode()).isEqualTo(200);
    lenient.close();
  }

  @Test
  void redirectsAreNotFollowed() throws Exception {
    CountingServer elsewhere = plain("127.0.0.1", 0);
    CountingServer server =
        server(
            "127.0.0.1",
            0,
            "HTTP/1.1 307 Temporary Redirect\r\nContent-Length: 0\r\nLocation: "
                + url("http", "chat.test", elsewhere));

    assertThat(send(plainly(server, "chat.test", "127.0.0.0/8")).statusCode()).isEqualTo(307);

    assertThat(elsewhere.connections()).isZero();
  }

  @Test
  void noProxyIsUsedWhateverThePropertiesSay() throws Exception {
    CountingServer proxy = plain("127.0.0.1", 0);
    CountingServer server = plain("127.0.0.1", 0);
    List<String> properties =
        List.of(
            "http.proxyHost",
            "https.proxyHost",
            "socksProxyHost",
            "http.proxyPort",
            "https.proxyPort",
            "socksProxyPort");
    properties.forEach(
        name ->
            System.setProperty(
                name, name.endsWith("Host") ? "127.0.0.1" : Integer.toString(proxy.port())));
    try {
      assertThat(send(plainly(server, "chat.test", "127.0.0.0/8")).statusCode()).isEqualTo(200);
      assertThat(send(secured(tls("chat", "site"), "chat.test", null)).statusCode()).isEqualTo(200);
    } finally {
      properties.forEach(System::clearProperty);
    }
    assertThat(proxy.connections()).isZero();
  }

  @Test
  void aRequestIsSentAtTheEndOfTheTurn() throws Exception {
    CompletableFuture<Long> unsent = new CompletableFuture<>();
    CompletableFuture<HttpClientResponse> answer = new CompletableFuture<>();
    Destination destination = plainly(plain("127.0.0.1", 0), "chat.test", "127.0.0.0/8");
    eventLoop.runOnContext(
        turn ->
            send(
                lanes,
                destination,
                answer,
                request -> {
                  Channel channel = ((ConnectionBase) request.connection()).channel();
                  unsent.complete(channel.unsafe().outboundBuffer().totalPendingWriteBytes());
                }));

    assertThat(get(answer).statusCode()).isEqualTo(200);
    assertThat(unsent.get()).isGreaterThan(BODY.length());
  }

  private Lanes lanes(UnrecordedAddresses unrecorded) {
    Names known =
        host -> {
          lookUps.incrementAndGet();
          return Future.succeededFuture(names.getOrDefault(host, List.of()));
        };
    return new Lanes(vertx, known, unrecorded, Duration.ofSeconds(5), 10, Duration.ofMillis(50));
  }

  private void refusesUnheard(
      CountingServer server, String host, @Nullable PeerIdentity peer, Refusal refusal)
      throws Exception {
    refuses(secured(server, host, peer), refusal);
    assertThat(server.heard()).isEmpty();
  }

  private void refuses(Destination destination, Refusal refusal) {
    assertThat(failure(destination))
        .isInstanceOfSatisfying(
            RefusedPeerException.class,
            refused -> assertThat(refused.refusal()).isEqualTo(refusal));
  }

  private @Nullable Throwable failure(Destination destination) {
    return catchThrowableOfType(ExecutionException.class, () -> send(destination)).getCause();
  }

  private HttpClientResponse send(Destination destination) throws Exception {
    return get(send(lanes, destination));
  }

  private static HttpClientResponse get(CompletableFuture<HttpClientResponse> answer)
      throws Exception {
    return answer.get(10, TimeUnit.SECONDS);
  }

  private CompletableFuture<HttpClientResponse> send(Lanes through, Destination destination) {
    CompletableFuture<HttpClientResponse> answer = new CompletableFuture<>();
    eventLoop.runOnContext(turn -> send(through, destination, answer, sent -> {}));
    return answer;
  }

  private static void send(
      Lanes through,
      Destination destination,
      CompletableFuture<HttpClientResponse> answer,
      Consumer<HttpClientRequest> sent) {
    through
        .to(destination)
        .request(
            HttpMethod.POST,
            "/v1/chat/completions",
            new Lane.Taker() {
              @Override
              public void ready(HttpClientRequest request) {
                request
                    .send(Buffer.buffer(BODY))
                    .compose(head -> head.body().map(body -> head))
                    .onSuccess(answer::complete)
                    .onFailure(answer::completeExceptionally);
                sent.accept(request);
              }

              @Override
              public void failed(Throwable cause) {
                answer.completeExceptionally(cause);
              }
            });
  }

  private CountingServer tls(String alias, String authority) throws Exception {
    return started(
        CountingServer.start(
            InetAddress.ofLiteral("127.0.0.1"), 0, certificates.context(alias, authority), OK));
  }

  private CountingServer plain(String address, int port) throws Exception {
    return server(address, port, OK);
  }

  private CountingServer server(String address, int port, String answer) throws Exception {
    return started(CountingServer.start(InetAddress.ofLiteral(address), port, null, answer));
  }

  private CountingServer started(CountingServer server) {
    servers.add(server);
    return server;
  }

  private static URI url(String scheme, String host, CountingServer server) {
    return URI.create(scheme + "://" + host + ":" + server.port() + "/nim");
  }

  private static Destination secured(
      CountingServer server, String host, @Nullable PeerIdentity peer) throws Exception {
    return secured(server, host, "127.0.0.0/8", peer);
  }

  private static Destination secured(
      CountingServer server, String host, String range, @Nullable PeerIdentity peer)
      throws Exception {
    return destination(
        url("https", host, server), peer, List.of(range), List.of(certificates.pem("site")));
  }

  private static Destination plainly(CountingServer server, String host, String range) {
    return destination(url("http", host, server), null, List.of(range), List.of());
  }

  private static Destination destination(
      URI url, @Nullable PeerIdentity peer, List<String> ranges, List<String> anchors) {
    String digest = "sha256:" + "0".repeat(64);
    return new Destination(
        new Endpoint(
            "chat",
            "v",
            "s",
            url,
            "m",
            Endpoint.State.ENABLED,
            Facts.NONE,
            Dialect.GENERIC,
            Map.of(),
            100,
            null,
            null,
            peer),
        new ModelVersion("v", "m", digest, digest, "p", null),
        new Site(
            "s",
            "S",
            new Country("FR"),
            null,
            "o",
            Site.Status.OPERATIONAL,
            ranges,
            List.of(),
            null,
            null,
            anchors),
        List.of("FR"));
  }
}
