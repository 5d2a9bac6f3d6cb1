package eu.bailiwick.routing.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import eu.bailiwick.routing.upstream.Answer.Ending;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns the error bodies of model servers into OpenAI's shape: {@code {"error":{…}}}, {@code
 * {"error":"text","error_type":…}}, the flat {@code {"object":"error",…}}, {@code
 * {"detail":"text"}}, FastAPI's list of details, and what is no error at all: HTML, or nothing. The
 * text may echo the prompt: it is for the caller and never for a log.
 */
public final class UpstreamErrors {

  /** Whose fault an error is. */
  public enum Blame {
    /** The request is at fault: no other endpoint would take it either. */
    CALLER,
    /** The server failed; it may be ill. */
    UPSTREAM,
    /**
     * The request came to the wrong place, in a wrong way or too fast: a refused credential, an
     * unknown path or model, a surface that is not offered, a limit. Says nothing of the server's
     * health.
     */
    ROUTER
  }

  private static final String DATA = "data:";

  /** Longer messages are cut there. */
  private static final int MAX_MESSAGE = 4000;

  /** What servers call a fault of the request, whatever the status says. */
  private static final Set<String> CALLERS_TYPES =
      Set.of("invalid_request_error", "BadRequestError", "validation", "Input validation error");

  /**
   * Beginnings of messages with which llama.cpp answers 500 for a body that it cannot read: its
   * JSON library's, and that of its check of earlier tool calls.
   */
  private static final List<String> CALLERS_MESSAGES =
      List.of("[json.exception.", "Failed to parse tool call arguments as JSON");

  /** What could be read; null where nothing could. */
  private static final class Found {
    @Nullable String message;
    @Nullable String type;
    @Nullable String param;
    @Nullable String code;
    int status;
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
    return translate(status, read(body));
  }

  /**
   * Whose fault an error is. Where that is not plain, a 4xx is the caller's and a 5xx the
   * upstream's.
   *
   * @param status status of the upstream
   * @param body its body, or the beginning of it
   */
  public static Blame blame(int status, byte[] body) {
    return blame(status, status == 500 ? read(body) : new Found());
  }

  /**
   * The error that an event of a stream reports, by a code of its own or as the server's.
   *
   * @param event its lines
   */
  static ApiError inStream(byte[] event) {
    String data =
        new String(event, StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith(DATA))
            .map(line -> line.substring(DATA.length()))
            .collect(Collectors.joining("\n"));
    Found found = read(data.getBytes(StandardCharsets.UTF_8));
    return translate(found.status >= 400 && found.status < 600 ? found.status : 500, found);
  }

  /** The error for an answer that ended without an error of its own. */
  static ApiError ended(Ending how) {
    return how == Ending.TIMEOUT
        ? ApiError.of(ErrorCode.UPSTREAM_TIMEOUT, "The model server stopped answering.")
        : ApiError.of(ErrorCode.UPSTREAM_ERROR, "The model server broke its answer off.");
  }

  private static ApiError translate(int status, Found found) {
    if (status == 501) {
      return ApiError.of(
          ErrorCode.UNSUPPORTED_SURFACE, "The model server does not offer this kind of request.");
    }
    if (status == 503) {
      return own(503, "service_unavailable_error");
    }
    boolean callers = blame(status, found) == Blame.CALLER;
    if (!callers && status != 429) {
      return own(502, ErrorCode.UPSTREAM_ERROR.type());
    }
    return new ApiError(
        status >= 500 ? 400 : status,
        found.message == null ? "The model server answered " + status + "." : found.message,
        found.type == null || status >= 500 ? "invalid_request_error" : found.type,
        found.param,
        found.code == null ? ErrorCode.UPSTREAM_ERROR.code() : found.code,
        List.of());
  }

  private static Blame blame(int status, Found found) {
    return switch (status) {
      case 401, 403, 404, 405, 407, 410, 429, 501 -> Blame.ROUTER;
      case 408, 424, 425 -> Blame.UPSTREAM;
      case 500 -> isCallers(found) ? Blame.CALLER : Blame.UPSTREAM;
      default -> status < 400 ? Blame.ROUTER : status < 500 ? Blame.CALLER : Blame.UPSTREAM;
    };
  }

  private static boolean isCallers(Found found) {
    return (found.type != null && CALLERS_TYPES.contains(found.type))
        || (found.message != null && CALLERS_MESSAGES.stream().anyMatch(found.message::startsWith));
  }

  private static ApiError own(int status, String type) {
    return new ApiError(
        status, "The model server failed.", type, null, ErrorCode.UPSTREAM_ERROR.code(), List.of());
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
      } else if (name.equals("detail") && value == JsonToken.START_ARRAY) {
        details(parser, found);
      } else if (value == JsonToken.VALUE_STRING) {
        text(name, parser.getText(), found);
      } else if (value == JsonToken.VALUE_NUMBER_INT && isStatus(name)) {
        found.status = parser.getValueAsInt();
      } else {
        parser.skipChildren();
      }
    }
  }

  private static boolean isStatus(String name) {
    return name.equals("code") || name.equals("status_code");
  }

  /** FastAPI's: {@code [{"loc":["body","messages"],"msg":"Field required","type":"missing"}]}. */
  private static void details(JsonParser parser, Found found) throws IOException {
    StringBuilder all = new StringBuilder();
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      detail(parser, all);
    }
    if (!all.isEmpty()) {
      text("message", all.toString(), found);
    }
  }

  private static void detail(JsonParser parser, StringBuilder all) throws IOException {
    StringBuilder where = new StringBuilder();
    String what = "";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("loc") && value == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          where.append(where.isEmpty() ? "" : ".").append(parser.getText());
          parser.skipChildren();
        }
      } else if (name.equals("msg") && value == JsonToken.VALUE_STRING) {
        what = parser.getText();
      } else {
        parser.skipChildren();
      }
    }
    all.append(all.isEmpty() ? "" : "; ")
        .append(where)
        .append(where.isEmpty() ? "" : ": ")
        .append(what);
  }

  private static void text(String name, String value, Found found) {
    switch (name) {
      case "message", "error", "detail" ->
          found.message =
              value.length() <= MAX_MESSAGE ? value : value.substring(0, MAX_MESSAGE) + "…";
      case "type", "error_type" -> found.type = value;
      case "param" -> found.param = value;
      case "code" -> found.code = value;
      default -> {}
    }
  }
}
