package eu.bailiwick.registry;

import eu.bailiwick.registry.catalogue.CatalogueStore;
import eu.bailiwick.registry.catalogue.Plan;
import eu.bailiwick.registry.catalogue.Provenance;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.document.Upsert;
import eu.bailiwick.sovereignty.catalogue.Approval;
import eu.bailiwick.sovereignty.catalogue.Lifecycle;
import java.time.Instant;
import java.util.List;

/**
 * A small catalogue of its own: one approved model, served in Paris and in Berlin, for a tenant
 * whose policy allows France.
 *
 * @param name with which all its ids begin
 */
public record World(String name) {

  /** Makes it, if it is not there yet. */
  public static World in(CatalogueStore store, String name) {
    RegistryApi.applyExample(); // for its cell: one for all worlds keeps comparing them cheap
    World world = new World(name);
    RegistryApi.apply(world.resources() + world.policies("FR")).statusCode(200);
    world.approve(store);
    return world;
  }

  /** A document with the policy that allows {@code areas}. */
  public String policies(String areas) {
    return "policies: [" + policy(areas) + "]\n";
  }

  /** The policy that allows {@code areas}, as JSON. */
  public String policy(String areas) {
    return """
    {"id": "%1$s-policy", "scope": {"level": "TENANT", "tenant": "%1$s-tenant"},
     "constraints": [{"processingWithin": {"areas": ["%2$s"], "minGrade": "DECLARED"}}]}"""
        .formatted(name, String.join("\", \"", areas.split(" ", -1)));
  }

  /**
   * Where a JSON answer has the flips of its own model and of personal data: applications may ask
   * for models of other worlds too, and other policies may be stricter on health data.
   */
  public String flips(String member) {
    return ("flips.findAll { it.model == '%s' && it.application == '%s'"
            + " && it.dataClass == 'personal' }.%s")
        .formatted(id("model"), id("app"), member);
  }

  /** Id of one of its resources. */
  public String id(String part) {
    return name + "-" + part;
  }

  private String resources() {
    return """
    entities:
      - {id: %1$s-operator, name: Operator}
    sites:
      - {id: %1$s-fr, name: Paris, country: FR, operator: %1$s-operator, status: OPERATIONAL}
      - {id: %1$s-de, name: Berlin, country: DE, operator: %1$s-operator, status: OPERATIONAL}
    models:
      - {id: %1$s-model, name: Model, operations: [CHAT]}
    versions:
      - id: %1$s-version
        model: %1$s-model
        imageDigest: sha256:0f0e0d0c0b0a09080706050403020100f0e0d0c0b0a090807060504030201000
        weightsDigest: sha256:000102030405060708090a0b0c0d0e0f00102030405060708090a0b0c0d0e0f0
        profile: p
    endpoints:
      - id: %1$s-paris
        version: %1$s-version
        site: %1$s-fr
        baseUrl: https://paris.example
        servedModel: m
        state: ENABLED
        facts:
          processing: {value: [FR], grade: DECLARED, source: s}
      - id: %1$s-berlin
        version: %1$s-version
        site: %1$s-de
        baseUrl: https://berlin.example
        servedModel: m
        state: ENABLED
        facts:
          processing: {value: [DE], grade: DECLARED, source: s}
    tenants:
      - {id: %1$s-tenant, name: Tenant}
    applications:
      - {id: %1$s-app, tenant: %1$s-tenant, name: App, dataClass: personal}
    """
        .formatted(name);
  }

  private void approve(CatalogueStore store) {
    String version = id("version");
    store.change(
        new Provenance("somebody", "for tests"),
        before ->
            Plan.of(
                before,
                List.of(
                    new Upsert<>(
                        Kind.LIFECYCLES,
                        new Lifecycle(
                            version, Lifecycle.State.APPROVED, "author", "approver", null, null),
                        ""),
                    new Upsert<>(
                        Kind.APPROVALS,
                        new Approval(
                            id("approval"),
                            version,
                            "EEA",
                            "health",
                            Approval.State.GRANTED,
                            Instant.parse("2026-01-01T00:00:00Z"),
                            Instant.parse("2036-01-01T00:00:00Z"),
                            "author",
                            "approver"),
                        ""))));
  }
}
