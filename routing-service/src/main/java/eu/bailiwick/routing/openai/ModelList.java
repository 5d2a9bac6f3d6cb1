package eu.bailiwick.routing.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers of {@code /v1/models}. */
public final class ModelList {

  /**
   * One model.
   *
   * @param id the name that callers send
   * @param ownedBy id of the publisher; null if not recorded
   */
  public record Entry(String id, @Nullable String ownedBy) {}

  private interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  private ModelList() {}

  /** The body of {@code GET /v1/models}. */
  public static Buffer list(List<Entry> entries) {
    return json(
        json -> {
          json.writeStartObject();
          json.writeStringField("object", "list");
          json.writeArrayFieldStart("data");
          for (Entry entry : entries) {
            write(json, entry);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** The body of {@code GET /v1/models/{id}}. */
  public static Buffer one(Entry entry) {
    return json(json -> write(json, entry));
  }

  /** {@code created} must be there and is not recorded: 0. */
  private static void write(JsonGenerator json, Entry entry) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", entry.id());
    json.writeStringField("object", "model");
    json.writeNumberField("created", 0);
    json.writeStringField("owned_by", entry.ownedBy() == null ? "unknown" : entry.ownedBy());
    json.writeEndObject();
  }

  private static Buffer json(Content content) {
    var out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = Json.FACTORY.createGenerator(out)) {
      content.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Buffer.buffer(out.toByteArray());
  }
}
