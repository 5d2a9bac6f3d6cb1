package eu.bailiwick.routing.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error in OpenAI's words, to be written in the shape that the caller's SDK reads.
 *
 * @param status HTTP status
 * @param message for people
 * @param type {@code error.type}
 * @param param the member or header that is at fault; null if none is
 * @param code {@code error.code}; null if an upstream gave none
 * @param reasons for a denial, every candidate with the codes against it; otherwise empty
 */
public record ApiError(
    int status,
    String message,
    String type,
    @Nullable String param,
    @Nullable String code,
    List<CandidateReasons> reasons) {

  /**
   * Why an endpoint was not eligible.
   *
   * @param endpoint id of the endpoint
   * @param codes codes of the reasons
   */
  public record CandidateReasons(String endpoint, List<String> codes) {}

  /** An error of ours without a culprit in the request. */
  public static ApiError of(ErrorCode code, String message) {
    return of(code, message, null);
  }

  /** An error of ours. */
  public static ApiError of(ErrorCode code, String message, @Nullable String param) {
    return new ApiError(code.status(), message, code.type(), param, code.code(), List.of());
  }

  /** The same with reasons. */
  public ApiError because(List<CandidateReasons> candidates) {
    return new ApiError(status, message, type, param, code, candidates);
  }

  /** The body in OpenAI's shape, {@code {"error": …}}. */
  public Buffer json() {
    return json(ErrorShape.OPENAI);
  }

  /** The body. */
  public Buffer json(ErrorShape shape) {
    var out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = Json.FACTORY.createGenerator(out)) {
      write(json, shape);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Buffer.buffer(out.toByteArray());
  }

  private void write(JsonGenerator json, ErrorShape shape) throws IOException {
    json.writeStartObject();
    if (shape == ErrorShape.ANTHROPIC) {
      json.writeStringField("type", "error");
    }
    json.writeObjectFieldStart("error");
    json.writeStringField("message", message);
    json.writeStringField("type", shape.type(this));
    json.writeStringField("param", param);
    json.writeStringField("code", code);
    if (!reasons.isEmpty()) {
      json.writeArrayFieldStart("reasons");
      for (CandidateReasons candidate : reasons) {
        json.writeStartObject();
        json.writeStringField("endpoint", candidate.endpoint());
        json.writeArrayFieldStart("codes");
        for (String reason : candidate.codes()) {
          json.writeString(reason);
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
    json.writeEndObject();
  }
}
