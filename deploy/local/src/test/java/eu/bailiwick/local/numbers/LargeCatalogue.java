package eu.bailiwick.local.numbers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/**
 * A large catalogue, always the same: every word in it follows from its number. 500 models of 4
 * versions each, 10,000 endpoints at 200 sites of 100 operators, 20 tenants with 10 applications
 * each, and a cell in the EEA.
 */
final class LargeCatalogue {

  static final int MODELS = 500;
  static final int VERSIONS = 2_000;
  static final int ENDPOINTS = 10_000;
  static final int SITES = 200;
  static final int TENANTS = 20;
  static final int APPLICATIONS = 200;

  private static final int ENTITIES = 100;
  private static final int ENDPOINTS_IN_ONE = 2_500;
  private static final List<String> COUNTRIES =
      List.of("FR", "DE", "NL", "IE", "IT", "ES", "PL", "SE", "FI", "AT", "NO", "CH", "GB", "US");
  private static final List<String> CLASSES = List.of("public", "personal", "health");
  private static final List<String> SCHEMES = List.of("HDS", "ISO27001", "C5");
  private static final List<String> LICENCES = List.of("Apache-2.0", "MIT", "Llama-3.1", "other");

  private LargeCatalogue() {}

  /** What stands before the endpoints, in one document. */
  static byte[] foundations() throws IOException {
    ObjectNode document = Registry.JSON.createObjectNode();
    list(document, "entities", ENTITIES, LargeCatalogue::entity);
    list(document, "sites", SITES, LargeCatalogue::site);
    document
        .putArray("cells")
        .addObject()
        .put("id", "eea")
        .put("area", "EEA")
        .putArray("sites")
        .add("site-0");
    list(document, "models", MODELS, LargeCatalogue::model);
    list(document, "versions", VERSIONS, LargeCatalogue::version);
    list(document, "tenants", TENANTS, (t, i) -> named(t, "tenant-" + i, "Tenant " + i));
    list(document, "applications", APPLICATIONS, LargeCatalogue::application);
    list(document, "keys", APPLICATIONS, LargeCatalogue::key);
    policies(document.putArray("policies"));
    return Registry.JSON.writeValueAsBytes(document);
  }

  /** The endpoints, in documents that are small enough. */
  static List<byte[]> endpoints() throws IOException {
    List<byte[]> documents = new ArrayList<>();
    for (int first = 0; first < ENDPOINTS; first += ENDPOINTS_IN_ONE) {
      ObjectNode document = Registry.JSON.createObjectNode();
      ArrayNode endpoints = document.putArray("endpoints");
      for (int i = first; i < first + ENDPOINTS_IN_ONE; i++) {
        endpoint(endpoints.addObject(), i);
      }
      documents.add(Registry.JSON.writeValueAsBytes(document));
    }
    return documents;
  }

  static String version(int i) {
    return "version-" + i;
  }

  private static void list(
      ObjectNode document, String name, int count, BiConsumer<ObjectNode, Integer> fill) {
    ArrayNode list = document.putArray(name);
    for (int i = 0; i < count; i++) {
      fill.accept(list.addObject(), i);
    }
  }

  private static ObjectNode named(ObjectNode to, String id, String name) {
    return to.put("id", id).put("name", name);
  }

  private static void entity(ObjectNode entity, int i) {
    named(entity, "entity-" + i, "Rechenwerk Calcul " + i + " (entity-" + i + ".example)");
    fact(entity.putObject("subjectTo")).putArray("value").add(country(i));
    ArrayNode controllers = fact(entity.putObject("controllers")).putArray("value");
    if (i % 5 == 4) {
      controllers
          .addObject()
          .put("by", "entity-" + (i / 5))
          .put("kind", "CAPITAL")
          .put("percent", 100);
    }
  }

  private static void site(ObjectNode site, int i) {
    named(site, "site-" + i, "Site " + i)
        .put("country", country(i))
        .put("city", "City " + i)
        .put("operator", "entity-" + i % ENTITIES)
        .put("status", "OPERATIONAL");
    site.putArray("addressRanges").add("198.51.100.0/24");
  }

  private static void model(ObjectNode model, int i) {
    named(model, "model-" + i, "Chat " + (i % 7) + "B of family " + (i % 40) + ", number " + i)
        .put("publisher", "entity-" + i % ENTITIES);
    fact(model.putObject("licence")).put("value", LICENCES.get(i % LICENCES.size()));
    model.putArray("operations").add("CHAT");
  }

  private static void version(ObjectNode version, int i) {
    version
        .put("id", version(i))
        .put("model", "model-" + i % MODELS)
        .put("imageDigest", digest(2 * i))
        .put("weightsDigest", digest(2 * i + 1))
        .put("profile", "h100-fp8-tp" + (i % 4));
  }

  private static void endpoint(ObjectNode endpoint, int i) {
    int site = (i / 7) % SITES;
    endpoint
        .put("id", "endpoint-" + i)
        .put("version", version(i % VERSIONS))
        .put("site", "site-" + site)
        .put("baseUrl", "https://e" + i + ".example")
        .put("servedModel", "model-" + i % MODELS)
        .put("state", "ENABLED");
    ObjectNode facts = endpoint.putObject("facts");
    fact(facts.putObject("processing")).putArray("value").add(country(site));
    ObjectNode chain = fact(facts.putObject("chain")).putArray("value").addObject();
    chain.put("role", "OWNER").put("entity", "entity-" + i % ENTITIES);
    fact(facts.putObject("telemetry")).putArray("value");
    fact(facts.putObject("humanAccess")).putArray("value").add(country(site));
    ObjectNode certificate = facts.putArray("certifications").addObject();
    fact(certificate)
        .put("grade", "CERTIFIED")
        .putObject("value")
        .put("scheme", SCHEMES.get(i % SCHEMES.size()));
  }

  private static void application(ObjectNode application, int i) {
    named(application, "application-" + i, "Application " + i)
        .put("tenant", "tenant-" + i % TENANTS)
        .put("dataClass", CLASSES.get(i % CLASSES.size()));
  }

  private static void key(ObjectNode key, int i) {
    key.put("id", "key-" + i)
        .put("application", "application-" + i)
        .put("hash", digest(1_000_000 + i))
        .put("status", "ACTIVE");
  }

  /** One for everybody, two for data classes, one for every second tenant. */
  private static void policies(ArrayNode policies) {
    ObjectNode platform = policies.addObject().put("id", "platform");
    platform.putObject("scope").put("level", "PLATFORM");
    within(platform, "processingWithin", "EEA");
    ObjectNode personal = policies.addObject().put("id", "personal");
    personal.putObject("scope").put("level", "DATA_CLASS").put("dataClass", "personal");
    within(personal, "disclosureWithin", "EEA");
    ObjectNode health = policies.addObject().put("id", "health");
    health.putObject("scope").put("level", "DATA_CLASS").put("dataClass", "health");
    health
        .putArray("constraints")
        .addObject()
        .putObject("certifiedBy")
        .put("scheme", "HDS")
        .put("minGrade", "CERTIFIED");
    for (int i = 0; i < TENANTS; i += 2) {
      ObjectNode policy = policies.addObject().put("id", "tenant-" + i);
      policy.putObject("scope").put("level", "TENANT").put("tenant", "tenant-" + i);
      within(policy, "processingWithin", i % 4 == 0 ? "FR" : "EU");
    }
  }

  private static void within(ObjectNode policy, String constraint, String area) {
    ObjectNode places = policy.putArray("constraints").addObject().putObject(constraint);
    places.put("minGrade", "DECLARED").putArray("areas").add(area);
  }

  private static ObjectNode fact(ObjectNode fact) {
    return fact.put("grade", "DECLARED").put("source", "contract (measurement)");
  }

  private static String country(int i) {
    return COUNTRIES.get(i % COUNTRIES.size());
  }

  private static String digest(int i) {
    return String.format(Locale.ROOT, "sha256:%064x", i + 1);
  }
}
