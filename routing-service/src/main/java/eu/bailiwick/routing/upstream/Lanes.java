package eu.bailiwick.routing.upstream;

import eu.bailiwick.routing.catalogue.Destination;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The lanes to all endpoints, each made when it is first used. Safe on any event loop. */
final class Lanes {

  /** Below the five seconds after which common servers close an idle connection without a word. */
  private static final int KEEP_ALIVE_SECONDS = 4;

  private final Vertx vertx;
  private final Names names;
  private final UnrecordedAddresses unrecorded;
  private final Duration patience;
  private final int maxConnections;
  private final Duration retirement;
  private final Map<String, Way> ways = new ConcurrentHashMap<>();

  /** Changed by one thread at a time. */
  private final Map<Trust, TrustingClient> clients = new ConcurrentHashMap<>();

  private record Way(Lane lane, Trust trust) {}

  /**
   * @param patience for a look-up, and for a connection
   * @param maxConnections to one endpoint
   * @param retirement how long a client whose trust was replaced is kept at least; longer than a
   *     request takes from its lane to its connection
   */
  Lanes(
      Vertx vertx,
      Names names,
      UnrecordedAddresses unrecorded,
      Duration patience,
      int maxConnections,
      Duration retirement) {
    this.vertx = vertx;
    this.names = names;
    this.unrecorded = unrecorded;
    this.patience = patience;
    this.maxConnections = maxConnections;
    this.retirement = retirement;
  }

  /** The lane to an endpoint; another one if another snapshot registers it. */
  @SuppressWarnings("ReferenceEquality") // another snapshot's is another, and this is asked often
  Lane to(Destination destination) {
    Way way = ways.get(destination.endpoint().id());
    return way == null || way.lane().destination() != destination
        ? replace(destination)
        : way.lane();
  }

  private synchronized Lane replace(Destination destination) {
    Trust trust = Trust.of(destination);
    Lane lane =
        new Lane(
            destination,
            Gate.of(destination, unrecorded),
            clients.computeIfAbsent(trust, this::client).http(),
            names,
            patience);
    Way before = ways.put(destination.endpoint().id(), new Way(lane, trust));
    if (before != null && !before.trust().equals(trust)) {
      retireLater(before.trust());
    }
    return lane;
  }

  private TrustingClient client(Trust trust) {
    return new TrustingClient(
        vertx,
        trust.into(
            new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(patience.toMillis()))
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)),
        new PoolOptions().setHttp1MaxSize(maxConnections));
  }

  private void retireLater(Trust trust) {
    vertx.setTimer(retirement.toMillis(), rang -> retire(trust));
  }

  /** Closes a client that no endpoint needs, once no answer is on its way through it. */
  private synchronized void retire(Trust trust) {
    TrustingClient client = clients.get(trust);
    if (client == null || ways.values().stream().anyMatch(way -> way.trust().equals(trust))) {
      return;
    }
    if (client.open() > 0) {
      retireLater(trust);
    } else {
      clients.remove(trust);
      client.close();
    }
  }

  /** How many there are. */
  int clients() {
    return clients.size();
  }

  void close() {
    clients.values().forEach(TrustingClient::close);
  }
}
