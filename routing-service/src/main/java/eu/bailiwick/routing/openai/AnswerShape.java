package eu.bailiwick.routing.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How the answers of a surface are built: where their streams name model and usage, by what a
 * stream is known to be whole, and how one is told that it broke.
 */
public enum AnswerShape {
  /** Chunks with choices, whose deltas add up to a message; {@code [DONE]} ends them. */
  CHAT(null),
  /** Chunks with choices; {@code [DONE]} ends them. */
  COMPLETIONS(null),
  /** Typed events, of which some hold the response so far. */
  RESPONSES("response"),
  /** Anthropic's typed events; usage is spread over the first and the last. */
  MESSAGES("message"),
  /** One document, never a stream. */
  DOCUMENT(null);

  private final @Nullable String envelope;

  AnswerShape(@Nullable String envelope) {
    this.envelope = envelope;
  }

  /**
   * The member of an event that holds what a document holds at its top, {@code model} and {@code
   * usage} among it; null if events are like documents.
   */
  @Nullable String envelope() {
    return envelope;
  }

  /** Whether events carry a {@code type}, and one of them ends the stream, not {@code [DONE]}. */
  boolean typed() {
    return this == RESPONSES || this == MESSAGES;
  }

  /** Whether an event of this type is the last of a whole stream. */
  boolean isLast(String type) {
    return switch (this) {
      case RESPONSES ->
          type.equals("response.completed")
              || type.equals("response.incomplete")
              || type.equals("response.failed");
      case MESSAGES -> type.equals("message_stop");
      case CHAT, COMPLETIONS, DOCUMENT -> false;
    };
  }

  /** Whether a stream has usage only if the request asks, and then in a chunk of its own. */
  boolean usageIsAskedFor() {
    return this == CHAT || this == COMPLETIONS;
  }

  /** Whether the numbers of a stream's usage objects complete each other. */
  boolean usageIsSpread() {
    return this == MESSAGES;
  }

  /** The event that tells the reader of a stream that it broke. */
  Buffer event(ApiError error) {
    return switch (this) {
      case CHAT, COMPLETIONS, DOCUMENT ->
          Buffer.buffer("data: ").appendBuffer(error.json()).appendString("\n\n");
      case RESPONSES -> typedEvent(error, true);
      case MESSAGES -> typedEvent(error, false);
    };
  }

  /**
   * Anthropic's error event. That of the Responses API has the members of the error at its top too.
   */
  private static Buffer typedEvent(ApiError error, boolean flat) {
    var out = new ByteArrayOutputStream(256);
    out.writeBytes("event: error\ndata: ".getBytes(StandardCharsets.UTF_8));
    try (JsonGenerator json = Json.FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("type", "error");
      if (flat) {
        json.writeStringField("code", error.code());
        json.writeStringField("message", error.message());
        json.writeStringField("param", error.param());
      }
      json.writeObjectFieldStart("error");
      json.writeStringField("type", flat ? error.type() : "api_error");
      json.writeStringField("message", error.message());
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
    return Buffer.buffer(out.toByteArray());
  }
}
