package eu.bailiwick.registry.document;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.CatalogueJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;

/** Parses what somebody sent, within bounds on size and depth. Blocks while reading. */
public final class DocumentParser {

  private static final int SHOWN = 300;
  private static final int DRAINED = 8 << 20;

  private final int maxBytes;
  private final YAMLMapper yaml;

  /**
   * @param maxBytes largest document that is parsed
   */
  public DocumentParser(int maxBytes) {
    this.maxBytes = maxBytes;
    this.yaml = yaml(maxBytes);
  }

  /**
   * Parses one document.
   *
   * @throws RefusedException if it is too large (413) or not a document of the format (400)
   */
  public JsonNode parse(InputStream body, Format format) {
    List<JsonNode> documents = parseAll(body, format);
    if (documents.size() > 1) {
      throw new RefusedException(
          ErrorCode.MALFORMED_DOCUMENT, "one document is needed, not " + documents.size());
    }
    return documents.getFirst();
  }

  /**
   * Parses all documents that a YAML text consists of; JSON is always one. Empty documents are in
   * the list, as null, if another one is not.
   *
   * @throws RefusedException if they are too large (413) or not documents of the format (400)
   */
  public List<JsonNode> parseAll(InputStream body, Format format) {
    byte[] bytes = read(body);
    try {
      List<JsonNode> documents =
          switch (format) {
            case JSON -> List.of(CatalogueJson.mapper().readTree(bytes));
            case YAML -> parseYaml(bytes);
          };
      if (documents.stream().allMatch(DocumentParser::isEmpty)) {
        throw new RefusedException(ErrorCode.MALFORMED_DOCUMENT, "the document is empty");
      }
      return documents;
    } catch (JsonProcessingException e) {
      throw new RefusedException(ErrorCode.MALFORMED_DOCUMENT, describe(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a text without parsing it.
   *
   * @throws RefusedException if it is too large (413) or not UTF-8 (400)
   */
  public String text(InputStream body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(read(body))).toString();
    } catch (CharacterCodingException e) {
      throw new RefusedException(ErrorCode.MALFORMED_DOCUMENT, "the text is not UTF-8");
    }
  }

  /** Reads on for a while even if it is too much, so that the sender can hear the answer. */
  private byte[] read(InputStream body) {
    try {
      byte[] bytes = body.readNBytes(maxBytes + 1);
      if (bytes.length <= maxBytes) {
        return bytes;
      }
      drain(body);
    } catch (IOException e) {
      throw new RefusedException(
          ErrorCode.MALFORMED_DOCUMENT, "the document could not be read to its end");
    }
    throw new RefusedException(
        ErrorCode.DOCUMENT_TOO_LARGE, "at most " + maxBytes + " bytes are accepted");
  }

  private static void drain(InputStream body) throws IOException {
    byte[] sink = new byte[8192];
    int left = DRAINED;
    int read = body.read(sink);
    while (read > 0 && left > 0) {
      left -= read;
      read = body.read(sink);
    }
  }

  private static boolean isEmpty(JsonNode root) {
    return root.isMissingNode() || root.isNull();
  }

  private List<JsonNode> parseYaml(byte[] bytes) throws IOException {
    refuseAliases(bytes);
    List<JsonNode> documents = new ArrayList<>();
    try (YAMLParser tokens = yaml.getFactory().createParser(bytes)) {
      while (tokens.nextToken() != null) {
        documents.add(nothingAsNull(yaml.readTree(tokens)));
      }
    }
    return documents;
  }

  /** Between two markers nothing is an empty text to the parser. */
  private static JsonNode nothingAsNull(JsonNode document) {
    return document.isTextual() && document.textValue().isEmpty()
        ? NullNode.getInstance()
        : document;
  }

  /** An alias stands for something else, over and over if someone wants to do harm. */
  private void refuseAliases(byte[] bytes) throws IOException {
    try (YAMLParser tokens = yaml.getFactory().createParser(bytes)) {
      while (tokens.nextToken() != null) {
        if (tokens.isCurrentAlias()) {
          throw new RefusedException(
              ErrorCode.MALFORMED_DOCUMENT,
              position(tokens.currentLocation()) + "aliases are not accepted; write it out");
        }
      }
    }
  }

  private static YAMLMapper yaml(int maxBytes) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(maxBytes);
    StreamReadConstraints constraints = CatalogueJson.mapper().getFactory().streamReadConstraints();
    YAMLFactory factory =
        YAMLFactory.builder().loaderOptions(options).streamReadConstraints(constraints).build();
    return YAMLMapper.builder(factory)
        .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS) // NO is Norway
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .build();
  }

  private static String describe(JsonProcessingException e) {
    String message = String.valueOf(e.getOriginalMessage());
    String shown = message.length() > SHOWN ? message.substring(0, SHOWN) + "…" : message;
    return position(e.getLocation()) + shown;
  }

  private static String position(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
  }
}
