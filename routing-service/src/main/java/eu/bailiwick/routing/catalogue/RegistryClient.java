package eu.bailiwick.routing.catalogue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks the registry for the cell's snapshot. Blocks; to be called on a virtual thread. */
final class RegistryClient {

  /** A snapshot that the registry served, with the ETag under which it did. */
  record Answer(String jws, @Nullable String etag) {}

  private final RegistrySettings settings;
  private final String path;
  private final HttpClient client;

  RegistryClient(Vertx vertx, RegistrySettings settings, String cell) {
    this.settings = settings;
    this.path = "/v1/cells/" + cell + "/snapshot";
    int millis = Math.toIntExact(settings.timeout().toMillis());
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout(millis).setKeepAliveTimeout(4));
  }

  /**
   * Asks once.
   *
   * @param etag of the snapshot that is served; null if there is none
   * @return the snapshot, or empty if it is still the one with that ETag
   * @throws IOException if the registry does not answer, or not with a snapshot
   */
  Optional<Answer> fetch(@Nullable String etag) throws IOException, InterruptedException {
    String token = Files.readString(settings.tokenFile()).strip();
    Future<Optional<Answer>> answer =
        client
            .request(options(token, etag))
            .compose(request -> request.send().compose(RegistryClient::read));
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

  private RequestOptions options(String token, @Nullable String etag) {
    URI url = settings.url();
    boolean tls = "https".equals(url.getScheme());
    int defaultPort = tls ? 443 : 80;
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost(url.getHost())
            .setPort(url.getPort() < 0 ? defaultPort : url.getPort())
            .setSsl(tls)
            .setURI(path)
            .setIdleTimeout(settings.timeout().toMillis())
            .putHeader("Authorization", "Bearer " + token)
            .putHeader("Accept", "application/jose");
    if (etag != null) {
      options.putHeader("If-None-Match", etag);
    }
    return options;
  }

  private static Future<Optional<Answer>> read(HttpClientResponse response) {
    return switch (response.statusCode()) {
      case 200 ->
          response
              .body()
              .map(Buffer::toString)
              .map(jws -> Optional.of(new Answer(jws.strip(), response.getHeader("ETag"))));
      case 304 -> Future.succeededFuture(Optional.empty());
      default -> Future.failedFuture("status " + response.statusCode());
    };
  }

  void close() {
    client.close();
  }
}
