package eu.bailiwick.routing.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import eu.bailiwick.routing.openai.RequestHead.Edit;
import eu.bailiwick.routing.openai.RequestHead.Span;
import eu.bailiwick.routing.openai.RequestHead.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of a body in one pass over its bytes; the rest is checked to be JSON and looked
 * through for what the upstream would fetch by itself. No member of the body may be there twice, as
 * some servers take the first and others the last, and no member that steers the router in another
 * case, as some servers do not tell cases apart: router and upstream cannot read two different
 * requests from the same bytes.
 */
public final class RequestHeadReader {

  private static final String USAGE_ASKED = "{\"include_usage\":true}";
  private static final String PREVIOUS_RESPONSE = "previous_response_id";
  private static final String BACKGROUND = "background";
  private static final String CONVERSATION = "conversation";
  private static final List<String> STEERING =
      List.of("model", "stream", "stream_options", PREVIOUS_RESPONSE);
  private static final List<String> STEERING_RESPONSES =
      Stream.concat(STEERING.stream(), Stream.of(BACKGROUND, CONVERSATION)).toList();

  private final Surface surface;
  private final ReachScan reach;
  private final AnswerBound bound = new AnswerBound();
  private final Set<String> names = new HashSet<>();
  private int start;
  private @Nullable Text model;
  private boolean stream;
  private @Nullable Boolean includeUsage;
  private @Nullable Edit optionsEdit;
  private @Nullable Text previousResponse;

  private RequestHeadReader(Surface surface, byte[] body) {
    this.surface = surface;
    this.reach = new ReachScan(body);
  }

  /**
   * Reads a body.
   *
   * @param body the whole body; one JSON object in UTF-8
   * @throws InvalidRequestException if it is not JSON, a member is there twice, or one that matters
   *     is missing or of the wrong type
   */
  public static RequestHead read(Surface surface, byte[] body) throws InvalidRequestException {
    return new RequestHeadReader(surface, body).read(body);
  }

  private RequestHead read(byte[] body) throws InvalidRequestException {
    start = objectStart(body);
    try (JsonParser parser = Json.FACTORY.createParser(body)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        member(parser);
      }
      if (parser.nextToken() != null) {
        throw invalid(ErrorCode.INVALID_JSON, "The body goes on after its JSON object.", null);
      }
    } catch (JsonProcessingException e) {
      throw invalid(
          ErrorCode.INVALID_JSON,
          "The body is not JSON: it breaks at byte " + e.getLocation().getByteOffset() + ".",
          null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return head();
  }

  /** Where the object starts. Refuses everything else, also JSON that is not in UTF-8. */
  private static int objectStart(byte[] body) throws InvalidRequestException {
    int i = 0;
    while (i < body.length
        && (body[i] == ' ' || body[i] == '\n' || body[i] == '\r' || body[i] == '\t')) {
      i++;
    }
    if (i >= body.length || body[i] != '{' || (body.length > 1 && (body[0] == 0 || body[1] == 0))) {
      throw invalid(ErrorCode.INVALID_JSON, "The body is not a JSON object in UTF-8.", null);
    }
    return i;
  }

  private void member(JsonParser parser) throws IOException, InvalidRequestException {
    String name = parser.currentName();
    once(name);
    switch (name) {
      case "model" -> {
        parser.nextToken();
        model = text(parser, name);
      }
      case "stream" -> stream(parser);
      case "stream_options" -> streamOptions(parser);
      default -> {
        parser.nextToken();
        bound.member(parser, name);
        if (surface != Surface.RESPONSES || !ofResponses(parser, name)) {
          reach.member(parser, name);
        }
      }
    }
  }

  /** Reads what only responses have; false if {@code name} is nothing of it. */
  private boolean ofResponses(JsonParser parser, String name)
      throws IOException, InvalidRequestException {
    switch (name) {
      case PREVIOUS_RESPONSE -> previousResponse(parser);
      case BACKGROUND -> background(parser);
      case CONVERSATION -> conversation(parser);
      default -> {
        return false;
      }
    }
    return true;
  }

  /**
   * A server tells the tokens of such a response to whoever asks for it, as often as it is asked
   * and to every router: nobody could count them once.
   */
  private static void background(JsonParser parser) throws InvalidRequestException {
    switch (parser.currentToken()) {
      case VALUE_FALSE, VALUE_NULL -> {}
      case VALUE_TRUE ->
          throw invalid(
              ErrorCode.UNSUPPORTED_PARAMETER,
              "What runs in the background cannot be counted, so it is not served: leave it out.",
              BACKGROUND);
      default ->
          throw invalid(ErrorCode.INVALID_TYPE, BACKGROUND + " is not a boolean.", BACKGROUND);
    }
  }

  /** It would be kept at the server that is asked first, under a name that leads to any other. */
  private static void conversation(JsonParser parser) throws InvalidRequestException {
    if (parser.currentToken() != JsonToken.VALUE_NULL) {
      throw invalid(
          ErrorCode.UNSUPPORTED_PARAMETER,
          "Conversations that model servers keep are not served: use " + PREVIOUS_RESPONSE + ".",
          CONVERSATION);
    }
  }

  private void once(String name) throws InvalidRequestException {
    if (!names.add(name)) {
      throw duplicate(name);
    }
    for (String steering : surface == Surface.RESPONSES ? STEERING_RESPONSES : STEERING) {
      if (name.equalsIgnoreCase(steering) && !name.equals(steering)) {
        throw invalid(
            ErrorCode.DUPLICATE_MEMBER,
            name + " is " + steering + " in another case, which servers read in two ways.",
            name);
      }
    }
  }

  /** The string at which the parser stands. */
  private static Text text(JsonParser parser, String name)
      throws IOException, InvalidRequestException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw invalid(ErrorCode.INVALID_TYPE, name + " is not a string.", name);
    }
    int from = offset(parser.currentTokenLocation().getByteOffset());
    String value = parser.getText();
    return new Text(value, new Span(from, offset(parser.currentLocation().getByteOffset())));
  }

  private void previousResponse(JsonParser parser) throws IOException, InvalidRequestException {
    if (parser.currentToken() != JsonToken.VALUE_NULL) {
      previousResponse = text(parser, PREVIOUS_RESPONSE);
    }
  }

  private void stream(JsonParser parser) throws IOException, InvalidRequestException {
    stream =
        switch (parser.nextToken()) {
          case VALUE_TRUE -> true;
          case VALUE_FALSE, VALUE_NULL -> false;
          default -> throw invalid(ErrorCode.INVALID_TYPE, "stream is not a boolean.", "stream");
        };
  }

  private void streamOptions(JsonParser parser) throws IOException, InvalidRequestException {
    JsonToken token = parser.nextToken();
    int from = offset(parser.currentTokenLocation().getByteOffset());
    if (token == JsonToken.VALUE_NULL) {
      optionsEdit = new Edit(new Span(from, from + "null".length()), USAGE_ASKED);
      return;
    }
    if (token != JsonToken.START_OBJECT) {
      throw invalid(ErrorCode.INVALID_TYPE, "stream_options is not an object.", "stream_options");
    }
    boolean empty = true;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      empty = false;
      if (parser.currentName().equals("include_usage")) {
        includeUsage(parser);
      } else {
        parser.nextToken();
        parser.skipChildren();
      }
    }
    if (includeUsage == null) {
      optionsEdit =
          new Edit(new Span(from + 1, from + 1), "\"include_usage\":true" + (empty ? "" : ","));
    }
  }

  private void includeUsage(JsonParser parser) throws IOException, InvalidRequestException {
    String name = "stream_options.include_usage";
    if (includeUsage != null) {
      throw duplicate(name);
    }
    JsonToken token = parser.nextToken();
    int from = offset(parser.currentTokenLocation().getByteOffset());
    includeUsage =
        switch (token) {
          case VALUE_TRUE -> true;
          case VALUE_FALSE, VALUE_NULL -> false;
          default -> throw invalid(ErrorCode.INVALID_TYPE, name + " is not a boolean.", name);
        };
    if (!includeUsage) {
      optionsEdit = new Edit(new Span(from, from + parser.getTextLength()), "true");
    }
  }

  private RequestHead head() throws InvalidRequestException {
    if (model == null) {
      throw invalid(ErrorCode.MISSING_MODEL, "The body names no model.", "model");
    }
    boolean streams = surface.streams() && stream;
    boolean asked = !surface.shape().usageIsAskedFor() || Boolean.TRUE.equals(includeUsage);
    return new RequestHead(
        model.value(),
        model.at(),
        streams,
        asked,
        streams && !asked ? List.of(usageEdit()) : List.of(),
        previousResponse,
        reach.found(),
        bound.tokens());
  }

  private Edit usageEdit() {
    return optionsEdit != null
        ? optionsEdit
        : new Edit(new Span(start + 1, start + 1), "\"stream_options\":" + USAGE_ASKED + ",");
  }

  /** Bodies are limited to what an array can hold. */
  private static int offset(long byteOffset) {
    return Math.toIntExact(byteOffset);
  }

  private static InvalidRequestException duplicate(String name) {
    return invalid(ErrorCode.DUPLICATE_MEMBER, name + " is there twice.", name);
  }

  private static InvalidRequestException invalid(
      ErrorCode code, String message, @Nullable String param) {
    return new InvalidRequestException(ApiError.of(code, message, param));
  }
}
