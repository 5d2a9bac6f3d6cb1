package eu.bailiwick.routing.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import eu.bailiwick.routing.catalogue.Caller;
import eu.bailiwick.routing.usage.Closed;
import eu.bailiwick.routing.usage.TokenUsage;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One line of JSON per request, in a category of its own. It names ids of the catalogue, sizes and
 * times; of what the caller wrote it has nothing but the method, and that only if HTTP knows it. So
 * nobody outside can put a word, let alone a line, into it.
 */
final class AccessLog {

  /** The category. */
  static final String CATEGORY = "bailiwick.access";

  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<HttpMethod> KNOWN = Set.copyOf(HttpMethod.values());

  private final boolean enabled;
  private final Clock clock;
  private final Consumer<String> lines;

  /**
   * @param lines gets each line, without its end
   */
  AccessLog(boolean enabled, Clock clock, Consumer<String> lines) {
    this.enabled = enabled;
    this.clock = clock;
    this.lines = lines;
  }

  static AccessLog of(AccessLogSettings settings, Clock clock) {
    return new AccessLog(settings.enabled(), clock, Logger.getLogger(CATEGORY)::info);
  }

  boolean enabled() {
    return enabled;
  }

  private interface Members {
    void write(JsonGenerator json) throws IOException;
  }

  /**
   * A request of a known caller ended.
   *
   * @param begin tick of the nanosecond clock at which it began
   */
  void request(Access access, long begin) {
    if (!enabled) {
      return;
    }
    double millis = (System.nanoTime() - begin) / 1e6;
    write(
        json -> {
          begin(json, access.http(), access.surface());
          json.writeStringField("request", access.id().toString());
          caller(json, access.caller());
          json.writeStringField("outcome", access.outcome());
          text(json, "code", access.code());
          json.writeNumberField("attempts", access.attempts());
          if (access.last() != null) {
            attempt(json, access.last());
          }
          json.writeNumberField("durationMillis", Math.round(millis * 1000) / 1000.0);
          sizes(json, access.http());
        });
  }

  /** A request of a known caller ended well that asked for nothing that is recorded. */
  void answered(HttpServerRequest http, String surface, Caller caller) {
    if (!enabled) {
      return;
    }
    write(
        json -> {
          begin(json, http, surface);
          caller(json, caller);
          json.writeStringField("outcome", "completed");
          sizes(json, http);
        });
  }

  private static void caller(JsonGenerator json, Caller caller) throws IOException {
    json.writeStringField("tenant", caller.tenant().id());
    json.writeStringField("application", caller.application().id());
    json.writeStringField("key", caller.key().id());
  }

  /** A request ended whose caller is not known, or that asked for nothing that is recorded. */
  void unattributed(HttpServerRequest http, String surface, @Nullable String code) {
    if (!enabled) {
      return;
    }
    write(
        json -> {
          begin(json, http, surface);
          json.writeStringField("outcome", code == null ? "completed" : "refused");
          text(json, "code", code);
          sizes(json, http);
        });
  }

  private void begin(JsonGenerator json, HttpServerRequest http, String surface)
      throws IOException {
    json.writeStringField("time", clock.instant().toString());
    json.writeStringField("method", KNOWN.contains(http.method()) ? http.method().name() : "OTHER");
    json.writeStringField("surface", surface);
    HttpServerResponse response = http.response();
    if (response.headWritten()) {
      json.writeNumberField("status", response.getStatusCode());
    }
  }

  private static void attempt(JsonGenerator json, Closed last) throws IOException {
    text(json, "model", last.request().model());
    json.writeStringField("endpoint", last.endpoint().id());
    json.writeArrayFieldStart("countries");
    for (String country : last.endpoint().countries()) {
      json.writeString(country);
    }
    json.writeEndArray();
    json.writeStringField("dataClass", last.dataClass());
    json.writeBooleanField("stream", last.request().stream());
    TokenUsage usage = last.usage();
    number(json, "inputTokens", usage.promptTokens());
    number(json, "outputTokens", usage.completionTokens());
  }

  private static void sizes(JsonGenerator json, HttpServerRequest http) throws IOException {
    json.writeNumberField("requestBytes", http.bytesRead());
    json.writeNumberField("responseBytes", http.response().bytesWritten());
  }

  private static void text(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  private static void number(JsonGenerator json, String name, @Nullable Long value)
      throws IOException {
    if (value != null) {
      json.writeNumberField(name, value);
    }
  }

  private void write(Members members) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      members.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lines.accept(line.toString());
  }
}
