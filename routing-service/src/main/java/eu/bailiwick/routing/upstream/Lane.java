package eu.bailiwick.routing.upstream;

import eu.bailiwick.routing.catalogue.Destination;
import eu.bailiwick.sovereignty.catalogue.PeerIdentity;
import io.netty.util.NetUtil;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The way to one endpoint as one snapshot registers it. Its name is looked up now and then, and
 * only addresses that the gate admits are connected to: to the very address that was looked at, for
 * nobody else looks the name up. Safe on any event loop.
 */
final class Lane {

  /** Who gets a request that may be sent, or learns why there is none. */
  interface Taker {
    void ready(HttpClientRequest request);

    /**
     * @param cause a {@link RefusedPeerException} if the endpoint may have been reachable
     */
    void failed(Throwable cause);
  }

  /**
   * An address that the gate admits.
   *
   * @param until nanosecond of the system's timer at which the name is looked up again
   */
  private record Pinned(SocketAddress server, long until) {}

  /** Within this time a router follows a name that leads elsewhere. */
  private static final Duration LOOKED_UP_FOR = Duration.ofSeconds(30);

  private final Destination destination;
  private final Gate gate;
  private final HttpClient client;
  private final Names names;
  private final Duration patience;
  private final Address address;

  private volatile @Nullable Pinned pinned;

  /** The address that failed last; it is taken again only if there is no other. */
  private volatile @Nullable SocketAddress failed;

  /**
   * @param client whose handshakes are verified as the destination needs it
   * @param patience for a look-up, and for a connection
   */
  Lane(Destination destination, Gate gate, HttpClient client, Names names, Duration patience) {
    this.destination = destination;
    this.gate = gate;
    this.client = client;
    this.names = names;
    this.patience = patience;
    this.address = Address.of(destination);
  }

  Destination destination() {
    return destination;
  }

  /**
   * Makes a request on a connection that passed the gate. Nothing of it is sent yet.
   *
   * @param uri path and query below the base URL
   */
  void request(HttpMethod method, String uri, Taker taker) {
    Pinned now = pinned;
    if (now != null && now.until() - System.nanoTime() > 0) {
      connect(now.server(), method, uri, taker);
      return;
    }
    lookUp()
        .onSuccess(found -> connect(found.server(), method, uri, taker))
        .onFailure(taker::failed);
  }

  private void connect(SocketAddress server, HttpMethod method, String uri, Taker taker) {
    client
        .request(options(server, method, uri))
        .onComplete(
            connected -> {
              if (connected.failed()) {
                taker.failed(notConnected(server, connected.cause()));
              } else {
                check(connected.result(), taker);
              }
            });
  }

  private void check(HttpClientRequest request, Taker taker) {
    Refusal refusal = gate.refusal(request.connection());
    if (refusal == null) {
      request.putHeader(HttpHeaders.HOST, address.authority());
      taker.ready(request);
      return;
    }
    request.connection().close();
    taker.failed(new RefusedPeerException(refusal, null));
  }

  private Throwable notConnected(SocketAddress server, Throwable cause) {
    failed = server;
    pinned = null;
    return concernsCertificate(cause)
        ? new RefusedPeerException(Refusal.CERTIFICATE_NOT_TRUSTED, cause)
        : cause;
  }

  private static boolean concernsCertificate(Throwable failure) {
    int depth = 0;
    for (Throwable t = failure; t != null && depth < 16; t = t.getCause(), depth++) {
      if (t instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }

  private Future<Pinned> lookUp() {
    Refusal refusal = gate.refusal();
    if (refusal != null) {
      return Future.failedFuture(new RefusedPeerException(refusal, null));
    }
    byte[] literal = NetUtil.createByteArrayFromIpAddressString(address.literal());
    Future<List<InetAddress>> found =
        literal == null
            ? names.addresses(address.literal()).timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
            : Future.succeededFuture(List.of(InetAddress.ofLiteral(address.literal())));
    return found.compose(this::pin);
  }

  private Future<Pinned> pin(List<InetAddress> addresses) {
    List<SocketAddress> admitted =
        addresses.stream()
            .filter(gate::admits)
            .map(a -> SocketAddress.inetSocketAddress(address.port(), a.getHostAddress()))
            .toList();
    if (admitted.isEmpty()) {
      return Future.failedFuture(new RefusedPeerException(Refusal.ADDRESS_OUTSIDE_SITE, null));
    }
    SocketAddress server =
        admitted.stream().filter(a -> !a.equals(failed)).findFirst().orElse(admitted.getFirst());
    Pinned found = new Pinned(server, System.nanoTime() + LOOKED_UP_FOR.toNanos());
    pinned = found;
    return Future.succeededFuture(found);
  }

  private RequestOptions options(SocketAddress server, HttpMethod method, String uri) {
    return new RequestOptions()
        .setMethod(method)
        .setServer(server)
        .setHost(address.host())
        .setPort(address.port())
        .setSsl(address.tls())
        .setFollowRedirects(false)
        .setConnectTimeout(patience.toMillis())
        .setURI(address.path() + uri);
  }

  /**
   * The parts of a base URL.
   *
   * @param literal the URL's host, without the brackets of an IPv6 address
   * @param host that is asked for, and verified, in the TLS handshake
   * @param authority what the {@code Host} header says
   */
  private record Address(
      boolean tls, String literal, String host, int port, String authority, String path) {

    static Address of(Destination destination) {
      URI base = Objects.requireNonNull(destination.endpoint().baseUrl());
      boolean tls = "https".equals(base.getScheme());
      int defaultPort = tls ? 443 : 80;
      String host = base.getHost();
      String literal = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      PeerIdentity peer = destination.endpoint().peer();
      String named = peer == null ? null : peer.dnsName();
      return new Address(
          tls,
          literal,
          named == null ? literal : named,
          base.getPort() < 0 ? defaultPort : base.getPort(),
          base.getRawAuthority(),
          base.getRawPath());
    }
  }
}
