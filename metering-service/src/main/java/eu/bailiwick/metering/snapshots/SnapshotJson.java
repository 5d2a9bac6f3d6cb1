package eu.bailiwick.metering.snapshots;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.policy.Constraint;
import java.io.IOException;
import java.util.Locale;

/**
 * Reads the records of a snapshot's JSON as a router does: an unknown kind of constraint or an
 * unknown name of an enum is refused, for it might forbid something.
 */
public final class SnapshotJson {

  private static final ObjectMapper MAPPER =
      withConstraints(Constraint.class, JsonMapper.builder())
          .addModule(new JavaTimeModule())
          .addMixIn(Country.class, CountryMixIn.class)
          .addMixIn(Constraint.class, ConstraintMixIn.class)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private SnapshotJson() {}

  /**
   * Reads a record whose unknown members mean nothing to this version.
   *
   * @throws MalformedDocumentException if it is not such a thing
   */
  public static <T> T read(JsonNode json, Class<T> type) throws MalformedDocumentException {
    return read(
        json, type, MAPPER.reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES));
  }

  /**
   * Reads a record that somebody wrote for this version.
   *
   * @throws MalformedDocumentException if it is not such a thing, or has a member that is unknown
   */
  public static <T> T readStrictly(JsonNode json, Class<T> type) throws MalformedDocumentException {
    return read(
        json, type, MAPPER.reader().with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES));
  }

  /** JSON of a record. */
  public static JsonNode write(Object record) {
    return MAPPER.valueToTree(record);
  }

  static JsonNode parse(byte[] json) throws MalformedDocumentException {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new MalformedDocumentException("", "this is no JSON");
    }
  }

  private static <T> T read(JsonNode json, Class<T> type, ObjectReader reader)
      throws MalformedDocumentException {
    try {
      T value = reader.forType(type).readValue(json);
      if (value == null) {
        throw new MalformedDocumentException("", "an object is needed");
      }
      return value;
    } catch (JsonMappingException e) {
      throw new MalformedDocumentException(path(e), said(e));
    } catch (IOException e) {
      throw new MalformedDocumentException("", "this is no JSON");
    }
  }

  private static String said(JsonMappingException e) {
    Throwable cause = e.getCause();
    String message = cause == null ? e.getOriginalMessage() : cause.getMessage();
    return String.valueOf(message).lines().findFirst().orElse("this cannot be read");
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }

  /** Each kind of constraint stands under its record's name, first letter small. */
  private static JsonMapper.Builder withConstraints(Class<?> type, JsonMapper.Builder builder) {
    if (type.isRecord()) {
      String name = type.getSimpleName();
      return builder.registerSubtypes(
          new NamedType(type, name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1)));
    }
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      withConstraints(permitted, builder);
    }
    return builder;
  }

  private interface CountryMixIn {
    @JsonValue
    String code();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
  private interface ConstraintMixIn {}
}
