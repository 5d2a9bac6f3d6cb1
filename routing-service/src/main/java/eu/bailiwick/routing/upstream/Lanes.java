package eu.bailiwick.routing.upstream;

import eu.bailiwick.routing.catalogue.Destination;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
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
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

  /**
   * Those of trusts that were replaced stay, without connections: closing one would cut answers
   * that are on their way.
   */
  private final Map<Trust, HttpClient> clients = new ConcurrentHashMap<>();

  /**
   * @param patience for a look-up, and for a connection
   * @param maxConnections to one endpoint
   */
  Lanes(
      Vertx vertx,
      Names names,
      UnrecordedAddresses unrecorded,
      Duration patience,
      int maxConnections) {
    this.vertx = vertx;
    this.names = names;
    this.unrecorded = unrecorded;
    this.patience = patience;
    this.maxConnections = maxConnections;
  }

  /** The lane to an endpoint; another one if another snapshot registers it. */
  @SuppressWarnings("ReferenceEquality") // another snapshot's is another, and this is asked often
  Lane to(Destination destination) {
    String id = destination.endpoint().id();
    Lane lane = lanes.get(id);
    if (lane == null || lane.destination() != destination) {
      lane =
          new Lane(
              destination,
              Gate.of(destination, unrecorded),
              clients.computeIfAbsent(Trust.of(destination), this::client),
              names,
              patience);
      lanes.put(id, lane);
    }
    return lane;
  }

  private HttpClient client(Trust trust) {
    return vertx.createHttpClient(
        trust.into(
            new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(patience.toMillis()))
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)),
        new PoolOptions().setHttp1MaxSize(maxConnections));
  }

  void close() {
    clients.values().forEach(HttpClient::close);
  }
}
