package eu.bailiwick.metering.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.sovereignty.catalogue.ApiKey;
import eu.bailiwick.sovereignty.catalogue.Application;
import eu.bailiwick.sovereignty.catalogue.Approval;
import eu.bailiwick.sovereignty.catalogue.Cell;
import eu.bailiwick.sovereignty.catalogue.DataClass;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Entity;
import eu.bailiwick.sovereignty.catalogue.Lifecycle;
import eu.bailiwick.sovereignty.catalogue.Model;
import eu.bailiwick.sovereignty.catalogue.ModelVersion;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import eu.bailiwick.sovereignty.catalogue.Site;
import eu.bailiwick.sovereignty.catalogue.Tenant;
import eu.bailiwick.sovereignty.policy.Policy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A list of a catalogue, and how its items are told apart. */
enum Part {
  ENTITIES("entities", Entity.class),
  SITES("sites", Site.class),
  CELLS("cells", Cell.class),
  MODELS("models", Model.class),
  VERSIONS("versions", ModelVersion.class),
  ENDPOINTS("endpoints", Endpoint.class),
  DATA_CLASSES("dataClasses", DataClass.class),
  TENANTS("tenants", Tenant.class),
  APPLICATIONS("applications", Application.class),
  KEYS("keys", ApiKey.class),
  POLICIES("policies", Policy.class),
  LIFECYCLES("lifecycles", Lifecycle.class),
  APPROVALS("approvals", Approval.class),
  REVOCATIONS("revocations", Revocation.class);

  private final String member;
  private final Class<? extends Record> type;

  Part(String member, Class<? extends Record> type) {
    this.member = member;
    this.type = type;
  }

  /** Its name in JSON. */
  String member() {
    return member;
  }

  /** What its items are. */
  Class<? extends Record> type() {
    return type;
  }

  static Optional<Part> named(String member) {
    return Arrays.stream(values()).filter(part -> part.member.equals(member)).findFirst();
  }

  /** The list of the items of a kind of resource, as it is called in URLs of the registry. */
  static Optional<Part> ofKind(String kind) {
    return kind.equals("data-classes") ? Optional.of(DATA_CLASSES) : named(kind);
  }

  static List<String> names() {
    return Arrays.stream(values()).map(Part::member).toList();
  }

  /** The identifier of an item: of a lifecycle its version, of a revocation kind and subject. */
  String id(JsonNode item) {
    return switch (this) {
      case LIFECYCLES -> item.path("version").asText();
      case REVOCATIONS ->
          item.path("kind").asText().toLowerCase(Locale.ROOT) + "." + item.path("subject").asText();
      case ENTITIES,
          SITES,
          CELLS,
          MODELS,
          VERSIONS,
          ENDPOINTS,
          DATA_CLASSES,
          TENANTS,
          APPLICATIONS,
          KEYS,
          POLICIES,
          APPROVALS ->
          item.path("id").asText();
    };
  }
}
