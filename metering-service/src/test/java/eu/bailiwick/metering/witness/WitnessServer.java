package eu.bailiwick.metering.witness;

import com.sun.net.httpserver.HttpServer;
import eu.bailiwick.metering.c2sp.SignerKey;
import eu.bailiwick.metering.c2sp.VerifierKey;
import eu.bailiwick.metering.storage.Transactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import javax.sql.DataSource;

/** The witness of another cell, with a database of its own. */
public final class WitnessServer implements AutoCloseable {

  private final HttpServer http;
  private final SignerKey key;

  private WitnessServer(HttpServer http, SignerKey key) {
    this.http = http;
    this.key = key;
  }

  /** Starts a witness that watches these logs. */
  public static WitnessServer start(DataSource database, SignerKey key, VerifierKey... logs) {
    Clock clock = Clock.systemUTC();
    Witness witness =
        new Witness(
            List.of(logs),
            List.of(key),
            new WitnessStore(new Transactions(database), clock),
            clock);
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      http.createContext(
          "/w/add-checkpoint",
          exchange -> {
            try (exchange) {
              Verdict verdict = witness.judge(exchange.getRequestBody().readAllBytes());
              byte[] body = body(verdict).getBytes(StandardCharsets.UTF_8);
              exchange.sendResponseHeaders(status(verdict), body.length);
              exchange.getResponseBody().write(body);
            }
          });
      http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      http.start();
      return new WitnessServer(http, key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int status(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Cosigned _ -> 200;
      case Verdict.Conflict _, Verdict.Forked _ -> 409;
      case Verdict.Refused refused -> refused.refusal().status();
    };
  }

  private static String body(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Cosigned cosigned -> cosigned.lines();
      case Verdict.Conflict conflict -> conflict.size() + "\n";
      case Verdict.Forked forked -> forked.size() + "\n";
      case Verdict.Refused refused -> refused.reason();
    };
  }

  /** As a log is told of it. */
  public Peer peer() {
    URI submission = URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/w");
    return new Peer(key.verifier().name(), submission, List.of(key.verifier()));
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
