package eu.bailiwick.metering.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import eu.bailiwick.metering.event.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks the registry. Blocks; for any thread. */
final class RegistryClient implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern OLDEST = Pattern.compile("oldest\\D*(\\d{1,18})");
  private static final int MOST_OF_A_PROBLEM = 10_000;

  private final Registry registry;
  private final HttpClient client;

  RegistryClient(Registry registry) {
    this.registry = registry;
    // Neither redirects nor another protocol: it is one known server.
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(registry.timeout())
            .build();
  }

  /** A snapshot that the registry served, with the ETag under which it did. */
  record Answer(Bytes jws, @Nullable String etag) {}

  /**
   * Asks for the cell's current snapshot.
   *
   * @param etag of the one that is there already; null if there is none
   * @return empty if it is still that one
   * @throws IOException if the registry does not answer, or not with a snapshot
   */
  Optional<Answer> current(@Nullable String etag) throws IOException {
    HttpRequest.Builder request =
        request("/v1/cells/" + registry.cell() + "/snapshot", "application/jose");
    if (etag != null) {
      request.header("If-None-Match", etag);
    }
    HttpResponse<byte[]> response = whole(request.build());
    return switch (response.statusCode()) {
      case 200 ->
          Optional.of(
              new Answer(
                  new Bytes(response.body()), response.headers().firstValue("ETag").orElse(null)));
      case 304 -> Optional.empty();
      default -> throw unexpected(response.statusCode(), response.body());
    };
  }

  /**
   * Asks for any snapshot.
   *
   * @param digest of its payload, {@code sha256:} and hex
   * @return empty if the registry has none with this digest
   * @throws IOException if the registry does not answer
   */
  Optional<Bytes> snapshot(String digest) throws IOException {
    HttpResponse<byte[]> response =
        whole(request("/v1/snapshots/" + digest, "application/jose").build());
    return switch (response.statusCode()) {
      case 200 -> Optional.of(new Bytes(response.body()));
      case 404 -> Optional.empty();
      default -> throw unexpected(response.statusCode(), response.body());
    };
  }

  /**
   * Opens the stream of changes after a revision. It ends with the connection.
   *
   * @param heard run at every sign of life
   * @throws CompactedException if the registry no longer has them all
   * @throws IOException if the registry does not answer, or not with a stream
   */
  EventStream changes(long since, Runnable heard) throws IOException {
    HttpRequest request =
        request("/v1/catalogue/changes?since=" + since, EventStream.MEDIA_TYPE)
            .header("Last-Event-ID", Long.toString(since))
            .build();
    HttpResponse<InputStream> response =
        await(client.sendAsync(request, BodyHandlers.ofInputStream()));
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (response.statusCode() == 200 && type.startsWith(EventStream.MEDIA_TYPE)) {
      return new EventStream(response.body(), heard);
    }
    try (InputStream body = response.body()) {
      if (response.statusCode() == 200) {
        throw new IOException("it answers with " + type + " instead of a stream of changes");
      }
      throw unexpected(response.statusCode(), body.readNBytes(MOST_OF_A_PROBLEM));
    }
  }

  private HttpRequest.Builder request(String path, String accept) throws IOException {
    String token = Files.readString(registry.tokenFile()).strip();
    return HttpRequest.newBuilder(URI.create(base() + path))
        .timeout(registry.timeout())
        .header("Authorization", "Bearer " + token)
        .header("Accept", accept);
  }

  private String base() {
    String url = registry.url().toString();
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  private HttpResponse<byte[]> whole(HttpRequest request) throws IOException {
    return await(client.sendAsync(request, BodyHandlers.ofByteArray()));
  }

  private <T> T await(CompletableFuture<T> answer) throws IOException {
    try {
      return answer.get(registry.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e.getCause());
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("no answer within " + registry.timeout(), e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static IOException unexpected(int status, byte[] body) {
    JsonNode problem = problem(body);
    String code = problem.path("code").asText();
    if (status == 410 && code.equals("compacted")) {
      Optional<Long> oldest = oldest(problem);
      if (oldest.isPresent()) {
        return new CompactedException(oldest.get());
      }
    }
    return new IOException("status " + status + (code.isEmpty() ? "" : ", " + code));
  }

  private static Optional<Long> oldest(JsonNode problem) {
    if (problem.path("oldest").canConvertToLong()) {
      return Optional.of(problem.path("oldest").longValue());
    }
    Matcher detail = OLDEST.matcher(problem.path("detail").asText());
    return detail.find() ? Optional.of(Long.valueOf(detail.group(1))) : Optional.empty();
  }

  private static JsonNode problem(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }

  /** Ends whatever is under way. */
  @Override
  public void close() {
    client.shutdownNow();
  }
}
