package eu.bailiwick.metering.whatif;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads of a denied or opened event what a decision needs, token by token: intake has checked the
 * rest when the event came.
 */
final class AskedReader {

  private static final JsonFactory JSON = new JsonFactory();

  private String tenant = "";
  private String cell = "";
  private String request = "";
  private String application = "";
  private @Nullable String dataClass;
  private @Nullable String model;
  private String operation = "";
  private List<String> within = List.of();
  private String at = "";
  private @Nullable String snapshot;
  private long revision;
  private String reason = "";
  private List<String> revocations = List.of();
  private @Nullable String endpoint;

  private AskedReader() {}

  /** What an event asks; empty if its bytes cannot be read. */
  static Optional<Asked> read(byte[] value) {
    try (JsonParser parser = JSON.createParser(value)) {
      AskedReader reader = new AskedReader();
      parser.nextToken();
      reader.event(parser);
      return Optional.of(reader.asked());
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private Asked asked() {
    return new Asked(
        UUID.fromString(request),
        cell,
        application,
        descriptor(),
        at.endsWith("Z") ? Instant.parse(at) : OffsetDateTime.parse(at).toInstant(),
        snapshot,
        revision,
        reason,
        revocations,
        endpoint);
  }

  private @Nullable RequestDescriptor descriptor() {
    Operation known = operation(operation);
    return model == null || known == null
        ? null
        : new RequestDescriptor(tenant, application, dataClass, model, known, within);
  }

  private static @Nullable Operation operation(String word) {
    for (Operation operation : Operation.values()) {
      if (operation.name().equals(word)) {
        return operation;
      }
    }
    return null;
  }

  private void event(JsonParser parser) throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      switch (name) {
        case "tenant" -> tenant = text(parser);
        case "cell" -> cell = text(parser);
        case "request" -> request = text(parser);
        case "descriptor" -> descriptor(parser);
        case "decision" -> decision(parser);
        case "endpoint" -> endpoint(parser);
        default -> parser.skipChildren();
      }
    }
  }

  private void descriptor(JsonParser parser) throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      switch (name) {
        case "application" -> application = text(parser);
        case "dataClass" -> dataClass = parser.getValueAsString();
        case "model" -> model = parser.getValueAsString();
        case "operation" -> operation = text(parser);
        case "within" -> within = texts(parser);
        default -> parser.skipChildren();
      }
    }
  }

  private void decision(JsonParser parser) throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      switch (name) {
        case "at" -> at = text(parser);
        case "snapshot" -> snapshot = parser.getValueAsString();
        case "revision" -> revision = parser.getValueAsLong();
        case "reason" -> reason = text(parser);
        case "revocations" -> revocations = texts(parser);
        default -> parser.skipChildren();
      }
    }
  }

  private void endpoint(JsonParser parser) throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      if (name.equals("id")) {
        endpoint = text(parser);
      } else {
        parser.skipChildren();
      }
    }
  }

  private static String text(JsonParser parser) throws IOException {
    String text = parser.getValueAsString();
    return text == null ? "" : text;
  }

  private static List<String> texts(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      texts.add(text(parser));
    }
    return List.copyOf(texts);
  }
}
