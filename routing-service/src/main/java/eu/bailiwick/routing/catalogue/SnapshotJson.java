package eu.bailiwick.routing.catalogue;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import eu.bailiwick.sovereignty.catalogue.Snapshot;
import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.policy.Constraint;
import java.io.IOException;

/**
 * Reads a snapshot's JSON. Unknown members are ignored; an unknown kind of constraint or an unknown
 * name of an enum is refused, for it might forbid something.
 */
final class SnapshotJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addMixIn(Country.class, CountryMixIn.class)
          .addMixIn(Constraint.class, ConstraintMixIn.class)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private SnapshotJson() {}

  /**
   * @throws IOException if the bytes are not a snapshot
   */
  static Snapshot read(byte[] json) throws IOException {
    return MAPPER.readValue(json, Snapshot.class);
  }

  private interface CountryMixIn {
    @JsonValue
    String code();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Constraint.ProcessingWithin.class, name = "processingWithin"),
    @JsonSubTypes.Type(value = Constraint.DisclosureWithin.class, name = "disclosureWithin"),
    @JsonSubTypes.Type(value = Constraint.DisclosureOutside.class, name = "disclosureOutside"),
    @JsonSubTypes.Type(value = Constraint.CertifiedBy.class, name = "certifiedBy")
  })
  private interface ConstraintMixIn {}
}
