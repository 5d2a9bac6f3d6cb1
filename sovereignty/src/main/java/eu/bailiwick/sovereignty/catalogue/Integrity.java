package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.law.ControlRule;
import eu.bailiwick.sovereignty.law.Law;
import eu.bailiwick.sovereignty.policy.Constraint;
import eu.bailiwick.sovereignty.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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

  private final Catalogue catalogue;
  private final Instant at;
  private final List<Violation> violations = new ArrayList<>();

  private Integrity(Catalogue catalogue, Instant at) {
    this.catalogue = catalogue;
    this.at = at;
  }

  /** Everything that is wrong with {@code catalogue} at {@code at}; empty if it is sound. */
  public static List<Violation> check(Catalogue catalogue, Instant at) {
    Integrity integrity = new Integrity(catalogue, at);
    integrity.check();
    return List.copyOf(integrity.violations);
  }

  private void check() {
    Set<String> entities = ids("entities", catalogue.entities(), Entity::id);
    Set<String> sites = ids("sites", catalogue.sites(), Site::id);
    ids("cells", catalogue.cells(), Cell::id);
    Set<String> models = ids("models", catalogue.models(), Model::id);
    Set<String> versions = ids("versions", catalogue.versions(), ModelVersion::id);
    ids("endpoints", catalogue.endpoints(), Endpoint::id);
    Set<String> tenants = ids("tenants", catalogue.tenants(), Tenant::id);
    Set<String> applications = ids("applications", catalogue.applications(), Application::id);
    ids("keys", catalogue.keys(), ApiKey::id);
    ids("policies", catalogue.policies(), Policy::id);

    each("entities", catalogue.entities(), (path, e) -> controllers(path, e, entities));
    each(
        "sites",
        catalogue.sites(),
        (path, s) -> refer(path + ".operator", s.operator(), entities, "entity"));
    each("cells", catalogue.cells(), (path, c) -> cell(path, c, sites));
    each(
        "models",
        catalogue.models(),
        (path, m) -> refer(path + ".publisher", m.publisher(), entities, "entity"));
    each(
        "versions",
        catalogue.versions(),
        (path, v) -> refer(path + ".model", v.model(), models, "model"));
    each(
        "endpoints",
        catalogue.endpoints(),
        (path, e) -> endpoint(path, e, versions, sites, entities));
    dataClasses(tenants);
    each("applications", catalogue.applications(), (path, a) -> application(path, a, tenants));
    each(
        "keys",
        catalogue.keys(),
        (path, k) -> refer(path + ".application", k.application(), applications, "application"));
    keyHashes();
    each("policies", catalogue.policies(), (path, p) -> policy(path, p, tenants, applications));
  }

  private <T> Set<String> ids(String list, List<T> items, Function<T, String> id) {
    Set<String> seen = new HashSet<>();
    each(
        list,
        items,
        (path, item) -> {
          if (!seen.add(id.apply(item))) {
            report(path + ".id", "\"" + id.apply(item) + "\" is there twice");
          }
        });
    return seen;
  }

  private void controllers(String path, Entity entity, Set<String> entities) {
    if (entity.controllers() == null) {
      return;
    }
    each(
        path + ".controllers.value",
        entity.controllers().value(),
        (edge, control) -> refer(edge + ".by", control.by(), entities, "entity"));
  }

  private void cell(String path, Cell cell, Set<String> sites) {
    boolean areaKnown = area(path + ".area", cell.area());
    Map<String, Site> siteById =
        catalogue.sites().stream().collect(Collectors.toMap(Site::id, s -> s, (a, b) -> a));
    each(
        path + ".sites",
        cell.sites(),
        (position, id) -> {
          refer(position, id, sites, "site");
          Site site = siteById.get(id);
          if (areaKnown
              && site != null
              && !catalogue
                  .law()
                  .area(List.of(cell.area()), at)
                  .certainly()
                  .contains(site.country())) {
            report(
                position,
                "site \"" + id + "\" stands in " + site.country() + ", outside " + cell.area());
          }
        });
  }

  private void endpoint(
      String path, Endpoint e, Set<String> versions, Set<String> sites, Set<String> entities) {
    refer(path + ".version", e.version(), versions, "version");
    refer(path + ".site", e.site(), sites, "site");
    Fact<List<Party>> chain = e.facts().chain();
    if (chain != null) {
      each(
          path + ".facts.chain.value",
          chain.value(),
          (party, p) -> refer(party + ".entity", p.entity(), entities, "entity"));
    }
    Fact<KeyCustody> custody = e.facts().keyCustody();
    if (custody != null) {
      refer(path + ".facts.keyCustody.value.holder", custody.value().holder(), entities, "entity");
    }
  }

  private void dataClasses(Set<String> tenants) {
    Map<String, DataClass> all = new HashMap<>();
    DataClass.BUILT_IN.forEach(c -> all.put(c.id(), c));
    each(
        "dataClasses",
        catalogue.dataClasses(),
        (path, c) -> {
          if (all.putIfAbsent(c.id(), c) != null) {
            report(path + ".id", "\"" + c.id() + "\" is there twice or built in");
          }
          if (c.tenant() == null) {
            report(path + ".tenant", "missing: only built-in classes belong to no tenant");
          }
          refer(path + ".tenant", c.tenant(), tenants, "tenant");
        });
    Set<String> builtIn =
        DataClass.BUILT_IN.stream().map(DataClass::id).collect(Collectors.toUnmodifiableSet());
    each(
        "dataClasses",
        catalogue.dataClasses(),
        (path, c) -> {
          if (!builtIn.contains(String.valueOf(c.parent()))) {
            report(path + ".parent", "\"" + c.parent() + "\" is not one of the built-in classes");
          }
        });
  }

  private void application(String path, Application application, Set<String> tenants) {
    refer(path + ".tenant", application.tenant(), tenants, "tenant");
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
      report(path, "there is no data class \"" + id + "\" for this tenant");
    }
  }

  private void keyHashes() {
    Set<String> seen = new HashSet<>();
    each(
        "keys",
        catalogue.keys(),
        (path, key) -> {
          if (!seen.add(key.hash())) {
            report(path + ".hash", "another key has the same hash");
          }
        });
  }

  private void policy(String path, Policy policy, Set<String> tenants, Set<String> applications) {
    refer(path + ".scope.tenant", policy.scope().tenant(), tenants, "tenant");
    refer(path + ".scope.application", policy.scope().application(), applications, "application");
    String dataClass = policy.scope().dataClass();
    if (dataClass != null) {
      dataClass(path + ".scope.dataClass", dataClass, policy.scope().tenant());
    }
    each(
        path + ".constraints",
        policy.constraints(),
        (position, constraint) -> {
          if (constraint instanceof Constraint.OfAreas ofAreas) {
            each(position + ".areas", ofAreas.areas(), this::area);
          }
          if (constraint instanceof Constraint.OfExposure ofExposure) {
            controlRule(position + ".controlRule", ofExposure.controlRule());
          }
        });
  }

  private boolean area(String path, String name) {
    Law law = catalogue.law();
    if (law.isArea(name)) {
      return true;
    }
    report(
        path,
        "\""
            + name
            + "\" is neither a country code nor one of the groups "
            + law.groups().stream().sorted().toList());
    return false;
  }

  private void controlRule(String path, @Nullable String id) {
    if (id != null && catalogue.law().controlRule(id).isEmpty()) {
      report(
          path,
          "\""
              + id
              + "\" is not one of the rules "
              + catalogue.law().controlRules().stream().map(ControlRule::id).toList());
    }
  }

  private void refer(String path, @Nullable String id, Set<String> ids, String kind) {
    if (id != null && !ids.contains(id)) {
      report(path, "there is no " + kind + " \"" + id + "\"");
    }
  }

  private interface Visitor<T> {
    void visit(String path, T item);
  }

  private static <T> void each(String list, List<T> items, Visitor<T> visitor) {
    for (int i = 0; i < items.size(); i++) {
      visitor.visit(list + "[" + i + "]", items.get(i));
    }
  }

  private void report(String path, String message) {
    violations.add(new Violation(path, message));
  }
}
