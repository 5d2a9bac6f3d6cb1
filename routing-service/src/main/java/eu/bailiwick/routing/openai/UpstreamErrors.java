package eu.bailiwick.routing.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Turns the error bodies of model servers into OpenAI's shape: {@code {"error":{…}}}, {@code
 * {"error":"text"}}, the flat {@code {"object":"error",…}} and {@code {"detail":"text"}}. The text
 * may echo the prompt: it is for the caller and never for a log.
 */
public final class UpstreamErrors {

  /** What could be read; null where nothing could. */
  private static final class Found {
    @Nullable String message;
    @Nullable String type;
    @Nullable String param;
    @Nullable String code;
  }

  private UpstreamErrors() {}

  /**
   * The error for the caller. What only concerns router and upstream (a redirect, a refused
   * credential, an unknown path or model) is {@code 502}: it says nothing about the caller's
   * request.
   *
   * @param status status of the upstream
   * @param body its body, or the beginning of it
   */
  public static ApiError translate(int status, byte[] body) {
    Found found = read(body);
    if (status == 503) {
      return own(503, "service_unavailable_error");
    }
    boolean callers = status >= 400 && status < 500 && !concernsRouter(status);
    if (!callers) {
      return own(502, ErrorCode.UPSTREAM_ERROR.type());
    }
    return new ApiError(
        status,
        found.message == null ? "The model server answered " + status + "." : found.message,
        found.type == null ? "invalid_request_error" : found.type,
        found.param,
        found.code == null ? ErrorCode.UPSTREAM_ERROR.code() : found.code,
        java.util.List.of());
  }

  private static boolean concernsRouter(int status) {
    return status == 401 || status == 403 || status == 404 || status == 405 || status == 407;
  }

  private static ApiError own(int status, String type) {
    return new ApiError(
        status,
        "The model server failed.",
        type,
        null,
        ErrorCode.UPSTREAM_ERROR.code(),
        java.util.List.of());
  }

  private static Found read(byte[] body) {
    Found found = new Found();
    try (JsonParser parser = Json.FACTORY.createParser(body)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        object(parser, found);
      }
    } catch (IOException e) {
      return found;
    }
    return found;
  }

  private static void object(JsonParser parser, Found found) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("error") && value == JsonToken.START_OBJECT) {
        object(parser, found);
      } else if (value == JsonToken.VALUE_STRING) {
        text(name, parser.getText(), found);
      } else {
        parser.skipChildren();
      }
    }
  }

  private static void text(String name, String value, Found found) {
    switch (name) {
      case "message", "error", "detail" -> found.message = value;
      case "type", "error_type" -> found.type = value;
      case "param" -> found.param = value;
      case "code" -> found.code = value;
      default -> {}
    }
  }
}
