package eu.bailiwick.local.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** JSON as the model servers read and write it. */
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static byte[] bytes(JsonNode node) throws IOException {
    return MAPPER.writeValueAsBytes(node);
  }

  static JsonNode object(byte[] bytes) throws RefusedException, IOException {
    try {
      JsonNode node = MAPPER.readTree(bytes);
      if (!node.isObject()) {
        throw RefusedException.badRequest("the body is not a JSON object", null);
      }
      return node;
    } catch (JsonProcessingException e) {
      throw RefusedException.badRequest("the body is not JSON: " + e.getOriginalMessage(), null);
    }
  }

  /** The integer member {@code name}, or {@code absent} if it is missing or null. */
  static int integer(JsonNode object, String name, int absent) throws RefusedException {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return absent;
    }
    if (!value.canConvertToInt() || !value.isIntegralNumber()) {
      throw RefusedException.badRequest(name + " is not an integer", name);
    }
    return value.intValue();
  }

  /** The boolean member {@code name}; false if it is missing or null. */
  static boolean flag(JsonNode object, String name) throws RefusedException {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw RefusedException.badRequest(name + " is neither true nor false", name);
    }
    return value.booleanValue();
  }
}
