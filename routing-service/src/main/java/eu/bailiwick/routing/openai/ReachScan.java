package eu.bailiwick.routing.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a body's members for URLs that the upstream would fetch. It knows the places in
 * which the served APIs and the model servers behind them take media, and looks for them anywhere
 * in the body, also in members that nobody knows; only what a caller keeps for itself ({@code
 * metadata}) and JSON Schemas are left out. Of strings that are no media it reads nothing.
 */
final class ReachScan {

  /** Strings that are URLs of media. */
  private static final Set<String> URLS =
      Set.of(
          "image_url",
          "video_url",
          "audio_url",
          "file_url",
          "document_url",
          "image",
          "video",
          "audio");

  /** Objects whose {@code url} is one of media. */
  private static final Set<String> HOLDERS =
      Set.of(
          "image_url",
          "video_url",
          "audio_url",
          "file_url",
          "document_url",
          "image",
          "video",
          "audio",
          "file",
          "source",
          "input_audio",
          "input_image",
          "input_video",
          "input_file");

  /** Members beside messages that hold JSON Schemas, and what the schemas are called in them. */
  private static final Set<String> WITH_SCHEMAS =
      Set.of("tools", "functions", "response_format", "text", "output_format", "output_config");

  private static final Set<String> SCHEMAS =
      Set.of("parameters", "input_schema", "output_schema", "schema", "json_schema");

  private static final String MEDIA_URL = "image_url";

  /** Media in base64, which some servers also take as a URL. */
  private static final String MEDIA_DATA = "file_data";

  private static final String TOOLS_URL = "server_url";
  private static final String TOOL_SERVERS = "mcp_servers";

  private static final int LONGEST_SCHEME = 16;
  private static final int LONGEST_PATH = 256;

  private final byte[] body;
  private boolean schemas;
  private @Nullable Reach found;

  ReachScan(byte[] body) {
    this.body = body;
  }

  /** The worst that was found; null if nothing was. */
  @Nullable Reach found() {
    return found;
  }

  /** Takes the value of a member of the body; the parser stands at its first token. */
  void member(JsonParser parser, String name) throws IOException {
    if (name.equals("metadata")) {
      parser.skipChildren();
      return;
    }
    schemas = WITH_SCHEMAS.contains(name);
    value(parser, name);
  }

  private void value(JsonParser parser, String name) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      object(parser, name);
    } else if (token == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        value(parser, name);
      }
    } else if (token == JsonToken.VALUE_STRING) {
      text(parser, name);
    }
  }

  private void object(JsonParser parser, String holder) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (schemas && SCHEMAS.contains(name)) {
        parser.skipChildren();
      } else {
        value(parser, meaning(holder, name));
      }
    }
  }

  private static String meaning(String holder, String name) {
    if (name.equals("url")) {
      return holder.equals(TOOL_SERVERS) ? TOOLS_URL : HOLDERS.contains(holder) ? MEDIA_URL : name;
    }
    return name.equals("data") && holder.equals("input_audio") ? MEDIA_DATA : name;
  }

  private void text(JsonParser parser, String name) {
    if (URLS.contains(name)) {
      String scheme = scheme(parser);
      if (!scheme.equals("data")) {
        found(mediaBehind(scheme), parser);
      }
    } else if (name.equals(MEDIA_DATA)) {
      String scheme = scheme(parser);
      if (!scheme.isEmpty() && !scheme.equals("data")) {
        found(mediaBehind(scheme), parser);
      }
    } else if (name.equals(TOOLS_URL)) {
      found(Reach.Kind.TOOLS, parser);
    }
  }

  private static Reach.Kind mediaBehind(String scheme) {
    return scheme.equals("http") || scheme.equals("https") ? Reach.Kind.MEDIA : Reach.Kind.FILE;
  }

  /**
   * The scheme of a URL as its bytes say it, in lower case; empty if they say none. One that is
   * escaped is none of those that are known.
   */
  private String scheme(JsonParser parser) {
    int from = Math.toIntExact(parser.currentTokenLocation().getByteOffset()) + 1;
    int to = Math.min(body.length, from + LONGEST_SCHEME);
    StringBuilder scheme = new StringBuilder(LONGEST_SCHEME);
    for (int i = from; i < to && body[i] != '"'; i++) {
      if (body[i] == ':' || body[i] == '\\') {
        return scheme.append(body[i] == ':' ? "" : "\\").toString();
      }
      scheme.append((char) (body[i] >= 'A' && body[i] <= 'Z' ? body[i] + ('a' - 'A') : body[i]));
    }
    return "";
  }

  private void found(Reach.Kind kind, JsonParser parser) {
    Reach reach = new Reach(kind, path(parser));
    found = found == null ? reach : found.worse(reach);
  }

  /** From {@code /messages/0/content} to {@code messages[0].content}. */
  private static String path(JsonParser parser) {
    StringBuilder path = new StringBuilder();
    for (String step :
        parser.getParsingContext().pathAsPointer().toString().substring(1).split("/", -1)) {
      if (!step.isEmpty() && step.chars().allMatch(c -> c >= '0' && c <= '9')) {
        path.append('[').append(step).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.replace("~1", "/").replace("~0", "~"));
      }
    }
    return path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) : path.toString();
  }
}
