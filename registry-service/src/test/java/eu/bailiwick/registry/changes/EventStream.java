package eu.bailiwick.registry.changes;

import eu.bailiwick.registry.RegistryParts;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A client of the stream of changes. */
final class EventStream implements AutoCloseable {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** One server-sent event. */
  record Event(String name, long id, String data) {}

  private final HttpResponse<InputStream> response;
  private final BufferedReader lines;

  private EventStream(HttpResponse<InputStream> response) {
    this.response = response;
    this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  /** Opens the stream after a revision. */
  static EventStream since(String role, long revision, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:"
                        + RestAssured.port
                        + "/v1/catalogue/changes?since="
                        + revision))
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + RegistryParts.token(role));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new EventStream(
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  int status() {
    return response.statusCode();
  }

  String contentType() {
    return response.headers().firstValue("Content-Type").orElse("");
  }

  /** Everything that comes, of a stream that ends. */
  String text() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      text.append(line).append('\n');
    }
    return text.toString();
  }

  /** The next event; waits for it. */
  Event next() throws IOException {
    String name = "";
    long id = -1;
    List<String> data = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty() && !data.isEmpty()) {
        return new Event(name, id, String.join("\n", data));
      }
      String value = line.substring(line.indexOf(':') + 1).strip();
      if (line.startsWith("event:")) {
        name = value;
      } else if (line.startsWith("id:")) {
        id = Long.parseLong(value);
      } else if (line.startsWith("data:")) {
        data.add(value);
      }
    }
    throw new IOException("the stream ended");
  }

  /** The next event of a kind. */
  Event next(String name) throws IOException {
    return next(event -> event.name().equals(name));
  }

  private Event next(Predicate<Event> wanted) throws IOException {
    while (true) {
      Event event = next();
      if (wanted.test(event)) {
        return event;
      }
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
