package eu.bailiwick.routing.catalogue;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import eu.bailiwick.sovereignty.catalogue.Snapshot;
import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.policy.Constraint;
import java.io.IOException;
import java.util.Locale;

/**
 * Reads a snapshot's JSON. Unknown members are ignored; an unknown kind of constraint or an unknown
 * name of an enum is refused, for it might forbid something.
 */
final class SnapshotJson {

  private static final ObjectMapper MAPPER =
      withConstraints(Constraint.class, JsonMapper.builder())
          .addModule(new JavaTimeModule())
          .addMixIn(Country.class, CountryMixIn.class)
          .addMixIn(Constraint.class, ConstraintMixIn.class)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private SnapshotJson() {}

  /**
   * @throws IOException if the bytes are not a snapshot
   */
  static Snapshot read(byte[] json) throws IOException {
    return read(json, Snapshot.class);
  }

  /**
   * @throws IOException if the bytes are not such a thing
   */
  static <T> T read(byte[] json, Class<T> type) throws IOException {
    return MAPPER.readValue(json, type);
  }

  /** JSON text of something of ours. */
  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(value.getClass() + " cannot be written as JSON", e);
    }
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
