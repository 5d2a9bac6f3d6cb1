package eu.bailiwick.metering.retention;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import eu.bailiwick.metering.body.Body;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which events a hold or an erasure is about: those for which all that is said holds.
 *
 * @param tenant id of a tenant; null for all
 * @param application id of an application; null for all
 * @param key id of an API key; null for all
 * @param requests ids of requests; empty for all
 * @param from not before this time of the event; null for no bound
 * @param to before this time of the event; null for no bound
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Concern(
    @Nullable String tenant,
    @Nullable String application,
    @Nullable String key,
    List<UUID> requests,
    @Nullable Instant from,
    @Nullable Instant to) {

  private static final int LONGEST = 255;
  private static final int MOST_REQUESTS = 1_000;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  /** Copies {@code requests}; null stands for none. */
  public Concern {
    requests = requests == null ? List.of() : List.copyOf(requests);
  }

  /** Reads one; what is wrong in it is taken note of in the body. */
  public static Concern read(Body body) {
    Concern concern =
        new Concern(
            body.optionalText("tenant", LONGEST).orElse(null),
            body.optionalText("application", LONGEST).orElse(null),
            body.optionalText("key", LONGEST).orElse(null),
            body.uuids("requests", MOST_REQUESTS),
            body.optionalInstant("from").orElse(null),
            body.optionalInstant("to").orElse(null));
    if (concern.from() != null && concern.to() != null && !concern.from().isBefore(concern.to())) {
      body.violate("to", "must be after from");
    }
    body.refuseUnknown();
    return concern;
  }

  /** What {@link #json} wrote. */
  public static Concern of(JsonNode json) {
    return JSON.convertValue(json, Concern.class);
  }

  /** What {@link #json} wrote, as text. */
  static Concern parse(String json) {
    try {
      return JSON.readValue(json, Concern.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a concern that was stored cannot be read", e);
    }
  }

  /** As JSON. */
  public ObjectNode json() {
    return JSON.valueToTree(this);
  }

  /** Names of what is said, without what it says. */
  public List<String> selectors() {
    List<String> names = new ArrayList<>();
    json().fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Whether it says whose events among those of a tenant are meant. */
  public boolean namesSubject() {
    return application != null || key != null || !requests.isEmpty();
  }

  /** Whether it says anything. */
  public boolean saysSomething() {
    return !selectors().isEmpty();
  }
}
