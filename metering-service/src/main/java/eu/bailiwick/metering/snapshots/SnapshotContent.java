package eu.bailiwick.metering.snapshots;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a snapshot says about places, and what it calls things. For any thread. */
public final class SnapshotContent {

  /** The country that stands for not knowing. */
  public static final String UNKNOWN = "ZZ";

  /** Parts in which somebody reaches what passes through, and so can be made to disclose it. */
  private static final Set<String> DISCLOSING =
      Set.of("OPERATOR", "OWNER", "SUBPROCESSOR", "SUPPORT");

  private final Map<String, JsonNode> entities;
  private final Map<String, JsonNode> sites;
  private final Map<String, JsonNode> endpoints;
  private final Map<String, JsonNode> applications;
  private final Map<String, JsonNode> tenants;
  private final Set<String> cellSites;
  private final Instant at;

  SnapshotContent(JsonNode snapshot) {
    JsonNode catalogue = snapshot.path("catalogue");
    entities = byId(catalogue.path("entities"));
    sites = byId(catalogue.path("sites"));
    endpoints = byId(catalogue.path("endpoints"));
    applications = byId(catalogue.path("applications"));
    tenants = byId(catalogue.path("tenants"));
    cellSites = new HashSet<>();
    String cell = snapshot.path("cell").asText();
    for (JsonNode each : catalogue.path("cells")) {
      if (each.path("id").asText().equals(cell)) {
        each.path("sites").forEach(site -> cellSites.add(site.asText()));
      }
    }
    at = Instant.parse(snapshot.path("issuedAt").asText());
  }

  private static Map<String, JsonNode> byId(JsonNode list) {
    Map<String, JsonNode> byId = new HashMap<>();
    list.forEach(each -> byId.put(each.path("id").asText(), each));
    return byId;
  }

  /** The city in which a site stands; empty if that is not recorded. */
  public Optional<String> city(String site) {
    return text(sites.get(site), "city");
  }

  /** What people call an entity. */
  public Optional<String> entity(String id) {
    return text(entities.get(id), "name");
  }

  /** What people call an application. */
  public Optional<String> application(String id) {
    return text(applications.get(id), "name");
  }

  /** What people call a tenant. */
  public Optional<String> tenant(String id) {
    return text(tenants.get(id), "name");
  }

  /** Whether the cell that the snapshot is for stands at a site. */
  public boolean isOfCell(String site) {
    return cellSites.contains(site);
  }

  private static Optional<String> text(@Nullable JsonNode resource, String member) {
    return Optional.ofNullable(resource).map(each -> each.path(member).textValue());
  }

  /** Certificates recorded of an endpoint: scheme, and what else the fact says. */
  public JsonNode certifications(String endpoint) {
    return facts(endpoint).path("certifications");
  }

  /** Countries in which something is kept of a request; {@value #UNKNOWN} if that is not known. */
  public SortedSet<String> storage(String endpoint) {
    SortedSet<String> countries = new TreeSet<>();
    JsonNode storage = facts(endpoint).path("storage");
    if (counts(storage)) {
      for (JsonNode each : storage.path("value")) {
        each.path("countries").forEach(country -> countries.add(country.asText()));
      }
    } else {
      countries.add(UNKNOWN);
    }
    return countries;
  }

  /**
   * Countries whose authorities can compel somebody in an endpoint's chain, or somebody who
   * controls them, to disclose. {@value #UNKNOWN} is among them if anything is not recorded.
   */
  public SortedSet<String> exposure(String endpoint) {
    SortedSet<String> countries = new TreeSet<>();
    Deque<String> ahead = new ArrayDeque<>();
    JsonNode chain = facts(endpoint).path("chain");
    if (counts(chain)) {
      for (JsonNode party : chain.path("value")) {
        if (DISCLOSING.contains(party.path("role").asText())) {
          ahead.add(party.path("entity").asText());
        }
      }
    } else {
      countries.add(UNKNOWN);
    }
    operator(endpoint).ifPresentOrElse(ahead::add, () -> countries.add(UNKNOWN));
    walk(ahead, countries);
    return countries;
  }

  private Optional<String> operator(String endpoint) {
    return text(endpoints.get(endpoint), "site").flatMap(site -> text(sites.get(site), "operator"));
  }

  private void walk(Deque<String> ahead, Set<String> countries) {
    Set<String> seen = new HashSet<>();
    while (!ahead.isEmpty()) {
      String id = ahead.remove();
      if (!seen.add(id)) {
        continue;
      }
      JsonNode entity = entities.get(id);
      JsonNode subjectTo = entity == null ? null : entity.path("subjectTo");
      if (subjectTo != null && counts(subjectTo)) {
        subjectTo.path("value").forEach(country -> countries.add(country.asText()));
      } else {
        countries.add(UNKNOWN);
      }
      JsonNode controllers = entity == null ? null : entity.path("controllers");
      if (controllers != null && counts(controllers)) {
        controllers.path("value").forEach(control -> ahead.add(control.path("by").asText()));
      } else {
        countries.add(UNKNOWN);
      }
    }
  }

  private JsonNode facts(String endpoint) {
    JsonNode found = endpoints.get(endpoint);
    return found == null ? MissingNode.getInstance() : found.path("facts");
  }

  /** Whether a fact is recorded, known and in validity when the snapshot was issued. */
  private boolean counts(JsonNode fact) {
    return fact.has("value")
        && !fact.path("grade").asText().equals("UNKNOWN")
        && time(fact.path("validFrom")).filter(from -> from.isAfter(at)).isEmpty()
        && time(fact.path("validTo")).filter(to -> !to.isAfter(at)).isEmpty();
  }

  private static Optional<Instant> time(JsonNode node) {
    try {
      return node.isTextual() ? Optional.of(Instant.parse(node.textValue())) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
