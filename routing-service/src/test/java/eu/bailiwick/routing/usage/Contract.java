package eu.bailiwick.routing.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The contract's schema and golden examples. */
final class Contract {

  static final List<String> EXAMPLES =
      List.of(
          "announced",
          "announced-after-giving-up",
          "heartbeat",
          "ended",
          "denied",
          "denied-before-decision",
          "denied-beyond-limit",
          "denied-lawful-but-down",
          "opened",
          "opened-with-unknown-members",
          "closed",
          "closed-client-left",
          "closed-recorded-again");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(resource("usage-event-v1.schema.json"));

  private Contract() {}

  static JsonNode example(String name) {
    return resource("examples/" + name + ".json");
  }

  static JsonNode parse(byte[] value) {
    try {
      return JSON.readTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the schema holds against the event. */
  static List<String> violations(JsonNode event) {
    return SCHEMA
        .validate(event, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))
        .stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  private static JsonNode resource(String name) {
    try (InputStream in = Contract.class.getResourceAsStream("/contract/" + name)) {
      return JSON.readTree(Objects.requireNonNull(in, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
