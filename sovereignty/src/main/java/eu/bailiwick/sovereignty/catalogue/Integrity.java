package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.policy.Policy;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is wrong between the records of a catalogue: references to nothing, doubles, loops.
 */
public final class Integrity {

  /**
   * One thing that is wrong.
   *
   * @param path where, as in {@code endpoints[2].site}; the index is the position in the list
   * @param message what is wrong and what would be right
   */
  public record Violation(String path, String message) {}

  private static final BigDecimal ALL = BigDecimal.valueOf(100);

  private final Catalogue catalogue;
  private final Instant at;
  private final Violations violations = new Violations();
  private final PolicyIntegrity policies;

  private Integrity(Catalogue catalogue, Instant at) {
    this.catalogue = catalogue;
    this.at = at;
    this.policies = new PolicyIntegrity(catalogue, violations);
  }

  /** Everything that is wrong with {@code catalogue} at {@code at}; empty if it is sound. */
  public static List<Violation> check(Catalogue catalogue, Instant at) {
    Integrity integrity = new Integrity(catalogue, at);
    integrity.check();
    return integrity.violations.found();
  }

  private void check() {
    Set<String> entities = violations.ids("entities", catalogue.entities(), Entity::id);
    Set<String> sites = violations.ids("sites", catalogue.sites(), Site::id);
    violations.ids("cells", catalogue.cells(), Cell::id);
    Map<String, Site> siteById =
        catalogue.sites().stream().collect(Collectors.toMap(Site::id, s -> s, (a, b) -> a));
    Set<String> models = violations.ids("models", catalogue.models(), Model::id);
    Set<String> versions = violations.ids("versions", catalogue.versions(), ModelVersion::id);
    violations.ids("endpoints", catalogue.endpoints(), Endpoint::id);
    Set<String> tenants = violations.ids("tenants", catalogue.tenants(), Tenant::id);
    Set<String> applications =
        violations.ids("applications", catalogue.applications(), Application::id);
    violations.ids("keys", catalogue.keys(), ApiKey::id);
    violations.ids("policies", catalogue.policies(), Policy::id);

    violations.each("entities", catalogue.entities(), (path, e) -> controllers(path, e, entities));
    violations.each(
        "sites",
        catalogue.sites(),
        (path, s) -> violations.refer(path + ".operator", s.operator(), entities, "entity"));
    violations.each("cells", catalogue.cells(), (path, c) -> cell(path, c, siteById));
    violations.each(
        "models",
        catalogue.models(),
        (path, m) -> violations.refer(path + ".publisher", m.publisher(), entities, "entity"));
    violations.each(
        "versions",
        catalogue.versions(),
        (path, v) -> violations.refer(path + ".model", v.model(), models, "model"));
    violations.each(
        "endpoints",
        catalogue.endpoints(),
        (path, e) -> endpoint(path, e, versions, sites, entities));
    dataClasses(tenants);
    violations.each(
        "applications", catalogue.applications(), (path, a) -> application(path, a, tenants));
    violations.each(
        "keys",
        catalogue.keys(),
        (path, k) ->
            violations.refer(path + ".application", k.application(), applications, "application"));
    keyHashes();
    violations.each(
        "policies", catalogue.policies(), (path, p) -> policy(path, p, tenants, applications));
    clearances(versions);
  }

  private void clearances(Set<String> versions) {
    violations.ids("lifecycles", catalogue.lifecycles(), Lifecycle::version);
    violations.ids("approvals", catalogue.approvals(), Approval::id);
    violations.ids("revocations", catalogue.revocations(), Revocation::id);
    violations.each(
        "lifecycles",
        catalogue.lifecycles(),
        (path, l) -> {
          violations.refer(path + ".version", l.version(), versions, "version");
          violations.refer(path + ".successor", l.successor(), versions, "version");
        });
    violations.each(
        "approvals",
        catalogue.approvals(),
        (path, a) -> {
          violations.refer(path + ".version", a.version(), versions, "version");
          policies.area(path + ".jurisdiction", a.jurisdiction());
          dataClass(path + ".dataClass", a.dataClass(), null);
        });
  }

  private void controllers(String path, Entity entity, Set<String> entities) {
    if (entity.controllers() == null) {
      return;
    }
    violations.each(
        path + ".controllers.value",
        entity.controllers().value(),
        (edge, control) -> violations.refer(edge + ".by", control.by(), entities, "entity"));
    shares(path + ".controllers.value", entity.controllers().value(), Control.Kind.CAPITAL);
    shares(path + ".controllers.value", entity.controllers().value(), Control.Kind.VOTES);
  }

  /** Nobody can share out more than there is; reports the edge with which it becomes too much. */
  private void shares(String path, List<Control> controls, Control.Kind kind) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < controls.size(); i++) {
      BigDecimal percent = controls.get(i).percent();
      if (controls.get(i).kind() != kind || percent == null) {
        continue;
      }
      sum = sum.add(percent);
      if (sum.compareTo(ALL) > 0) {
        violations.report(
            path + "[" + i + "].percent",
            "with it the shares of " + kind + " make " + sum.toPlainString() + " %, over 100");
        return;
      }
    }
  }

  private void cell(String path, Cell cell, Map<String, Site> sites) {
    Set<Country> inside =
        policies.area(path + ".area", cell.area())
            ? catalogue.law().area(List.of(cell.area()), at).certainly()
            : null;
    violations.each(
        path + ".sites",
        cell.sites(),
        (position, id) -> {
          violations.refer(position, id, sites.keySet(), "site");
          Site site = sites.get(id);
          if (inside != null && site != null && !inside.contains(site.country())) {
            violations.report(
                position,
                "site \"" + id + "\" stands in " + site.country() + ", outside " + cell.area());
          }
        });
  }

  private void endpoint(
      String path, Endpoint e, Set<String> versions, Set<String> sites, Set<String> entities) {
    violations.refer(path + ".version", e.version(), versions, "version");
    violations.refer(path + ".site", e.site(), sites, "site");
    Fact<List<Party>> chain = e.facts().chain();
    if (chain != null) {
      violations.each(
          path + ".facts.chain.value",
          chain.value(),
          (party, p) -> violations.refer(party + ".entity", p.entity(), entities, "entity"));
    }
    Fact<KeyCustody> custody = e.facts().keyCustody();
    if (custody != null) {
      violations.refer(
          path + ".facts.keyCustody.value.holder", custody.value().holder(), entities, "entity");
    }
  }

  private void dataClasses(Set<String> tenants) {
    Map<String, DataClass> all = new HashMap<>();
    DataClass.BUILT_IN.forEach(c -> all.put(c.id(), c));
    violations.each(
        "dataClasses",
        catalogue.dataClasses(),
        (path, c) -> {
          if (all.putIfAbsent(c.id(), c) != null) {
            violations.report(path + ".id", "\"" + c.id() + "\" is there twice or built in");
          }
          if (c.tenant() == null) {
            violations.report(
                path + ".tenant", "missing: only built-in classes belong to no tenant");
          }
          violations.refer(path + ".tenant", c.tenant(), tenants, "tenant");
        });
    Set<String> builtIn =
        DataClass.BUILT_IN.stream().map(DataClass::id).collect(Collectors.toUnmodifiableSet());
    violations.each(
        "dataClasses",
        catalogue.dataClasses(),
        (path, c) -> {
          if (!builtIn.contains(String.valueOf(c.parent()))) {
            violations.report(
                path + ".parent", "\"" + c.parent() + "\" is not one of the built-in classes");
          }
        });
  }

  private void application(String path, Application application, Set<String> tenants) {
    violations.refer(path + ".tenant", application.tenant(), tenants, "tenant");
    dataClass(path + ".dataClass", application.dataClass(), application.tenant());
  }

  /** Refers to a class that is built in or belongs to {@code tenant}; null tenant means any. */
  private void dataClass(String path, String id, @Nullable String tenant) {
    boolean found =
        Stream.concat(DataClass.BUILT_IN.stream(), catalogue.dataClasses().stream())
            .anyMatch(
                c ->
                    c.id().equals(id)
                        && (c.tenant() == null || tenant == null || c.tenant().equals(tenant)));
    if (!found) {
      violations.report(path, "there is no data class \"" + id + "\" for this tenant");
    }
  }

  private void keyHashes() {
    Set<String> seen = new HashSet<>();
    violations.each(
        "keys",
        catalogue.keys(),
        (path, key) -> {
          if (!seen.add(key.hash())) {
            violations.report(path + ".hash", "another key has the same hash");
          }
        });
  }

  private void policy(String path, Policy policy, Set<String> tenants, Set<String> applications) {
    violations.refer(path + ".scope.tenant", policy.scope().tenant(), tenants, "tenant");
    violations.refer(
        path + ".scope.application", policy.scope().application(), applications, "application");
    String dataClass = policy.scope().dataClass();
    if (dataClass != null) {
      dataClass(path + ".scope.dataClass", dataClass, policy.scope().tenant());
    }
    policies.check(path, policy);
  }
}
