package eu.bailiwick.routing.catalogue;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.parsetools.RecordParser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Speaks to the registry. Blocks; to be called on virtual threads. */
final class RegistryClient {

  private static final int LONGEST_LINE = 1 << 20;

  /** Takes the events of a stream, one after the other. */
  interface Listener {
    void take(ServerSentEvents.Event event) throws InterruptedException;
  }

  /** What a stream brings: an event, or its end. */
  private sealed interface Signal {
    record Came(ServerSentEvents.Event event) implements Signal {}

    record Ended(String how) implements Signal {}

    record Compacted() implements Signal {}
  }

  private final RegistrySettings settings;
  private final Tracer tracer;
  private final URI url;
  private final Path tokenFile;
  private final String cell;
  private final String report;
  private final HttpClient client;

  /**
   * @param settings with a URL and a token
   * @param tracer makes a span for each snapshot that comes, or none
   */
  RegistryClient(Vertx vertx, RegistrySettings settings, RouterIdentity router, Tracer tracer) {
    this.settings = settings;
    this.tracer = tracer;
    this.url = settings.url().orElseThrow();
    this.tokenFile = settings.tokenFile().orElseThrow();
    this.cell = "/v1/cells/" + router.cell();
    this.report = cell + "/routers/" + router.id();
    int millis = Math.toIntExact(settings.timeout().toMillis());
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout(millis).setKeepAliveTimeout(4));
  }

  /**
   * Asks once for the cell's snapshot.
   *
   * @param digest of the snapshot that is served, which is its ETag; empty if there is none
   * @return the compact JWS, or empty if it is still the one with that digest
   * @throws IOException if the registry does not answer, or not with a snapshot
   */
  Optional<String> fetch(Optional<String> digest) throws IOException, InterruptedException {
    RequestOptions options =
        options(HttpMethod.GET, cell + "/snapshot")
            .setIdleTimeout(settings.timeout().toMillis())
            .putHeader("Accept", "application/jose");
    digest.ifPresent(known -> options.putHeader("If-None-Match", '"' + known + '"'));
    Span span =
        tracer.spanBuilder("snapshot").setSpanKind(SpanKind.CLIENT).setNoParent().startSpan();
    W3CTraceContextPropagator.getInstance()
        .inject(Context.root().with(span), options, RequestOptions::putHeader);
    Optional<String> jws =
        await(
            client
                .request(options)
                .compose(request -> request.send().compose(RegistryClient::snapshot)));
    if (jws.isPresent()) {
      span.end(); // that nothing is new is nothing to export
    }
    return jws;
  }

  /**
   * Says what this router serves.
   *
   * @param json the report
   * @throws IOException if the registry does not take it
   */
  void report(String json) throws IOException, InterruptedException {
    RequestOptions options =
        options(HttpMethod.PUT, report)
            .setIdleTimeout(settings.timeout().toMillis())
            .putHeader("Content-Type", "application/json");
    await(
        client
            .request(options)
            .compose(request -> request.send(json))
            .compose(
                response ->
                    response.statusCode() / 100 == 2
                        ? response.body().<Void>mapEmpty()
                        : Future.failedFuture("status " + response.statusCode())));
  }

  /**
   * Follows the changes after a revision until the stream ends.
   *
   * @param listener gets its events on the calling thread
   * @throws CompactedException if the registry no longer knows them
   * @throws IOException always in the end: it says how the stream did
   */
  void watch(long since, Listener listener) throws IOException, InterruptedException {
    LinkedBlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    RequestOptions options =
        options(HttpMethod.GET, "/v1/catalogue/changes?since=" + since)
            .putHeader("Accept", "text/event-stream")
            .putHeader("Last-Event-ID", Long.toString(since));
    HttpClientRequest request = await(client.request(options));
    try {
      request
          .send()
          .onSuccess(response -> listen(response, signals))
          .onFailure(failure -> signals.add(new Signal.Ended(failure.toString())));
      take(since, signals, listener);
    } finally {
      request.reset();
    }
  }

  private void take(long since, LinkedBlockingQueue<Signal> signals, Listener listener)
      throws IOException, InterruptedException {
    while (true) {
      Signal signal = signals.poll(settings.watchSilence().toMillis(), TimeUnit.MILLISECONDS);
      switch (signal) {
        case null -> throw new IOException("nothing came for " + settings.watchSilence());
        case Signal.Ended(String how) -> throw new IOException(how);
        case Signal.Compacted() -> throw new CompactedException(since);
        case Signal.Came(ServerSentEvents.Event event) -> listener.take(event);
      }
    }
  }

  private static void listen(HttpClientResponse response, LinkedBlockingQueue<Signal> signals) {
    if (response.statusCode() != 200) {
      signals.add(
          response.statusCode() == 410
              ? new Signal.Compacted()
              : new Signal.Ended("status " + response.statusCode()));
      return;
    }
    ServerSentEvents events = new ServerSentEvents();
    RecordParser lines =
        RecordParser.newDelimited(
                "\n",
                line ->
                    events
                        .take(line.toString())
                        .ifPresent(event -> signals.add(new Signal.Came(event))))
            .maxRecordSize(LONGEST_LINE)
            .exceptionHandler(failure -> signals.add(new Signal.Ended(failure.toString())));
    response
        .handler(lines)
        .exceptionHandler(failure -> signals.add(new Signal.Ended(failure.toString())))
        .endHandler(end -> signals.add(new Signal.Ended("it ended")));
  }

  private RequestOptions options(HttpMethod method, String path) throws IOException {
    String token = Files.readString(tokenFile).strip();
    boolean tls = "https".equals(url.getScheme());
    int defaultPort = tls ? 443 : 80;
    return new RequestOptions()
        .setMethod(method)
        .setHost(url.getHost())
        .setPort(url.getPort() < 0 ? defaultPort : url.getPort())
        .setSsl(tls)
        .setURI(path)
        .putHeader("Authorization", "Bearer " + token);
  }

  private <T> T await(Future<T> answer) throws IOException, InterruptedException {
    try {
      return answer
          .toCompletionStage()
          .toCompletableFuture()
          .get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | CompletionException e) {
      throw new IOException(String.valueOf(e.getCause()), e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + settings.timeout(), e);
    }
  }

  private static Future<Optional<String>> snapshot(HttpClientResponse response) {
    return switch (response.statusCode()) {
      case 200 -> response.body().map(Buffer::toString).map(jws -> Optional.of(jws.strip()));
      case 304 -> Future.succeededFuture(Optional.empty());
      default -> Future.failedFuture("status " + response.statusCode());
    };
  }

  void close() {
    client.close();
  }
}
