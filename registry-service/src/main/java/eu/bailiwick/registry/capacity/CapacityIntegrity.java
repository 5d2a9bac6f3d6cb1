package eu.bailiwick.registry.capacity;

import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Entity;
import eu.bailiwick.sovereignty.catalogue.Integrity.Violation;
import eu.bailiwick.sovereignty.catalogue.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds accelerators and claims that refer to nothing, or to what does not fit. */
public final class CapacityIntegrity {

  private final List<Violation> violations = new ArrayList<>();
  private final Set<String> entities;
  private final Set<String> sites;

  private CapacityIntegrity(Catalogue catalogue) {
    this.entities = catalogue.entities().stream().map(Entity::id).collect(Collectors.toSet());
    this.sites = catalogue.sites().stream().map(Site::id).collect(Collectors.toSet());
  }

  /**
   * Everything that is wrong; empty if all is sound.
   *
   * @param catalogue the entities and sites to which may be referred
   * @return with paths such as {@code capacityClaims[2].site}; the index is the one in the list
   */
  public static List<Violation> check(
      Catalogue catalogue, List<Accelerator> accelerators, List<CapacityClaim> claims) {
    CapacityIntegrity integrity = new CapacityIntegrity(catalogue);
    for (int i = 0; i < accelerators.size(); i++) {
      integrity.refer(
          "accelerators[" + i + "].vendor",
          accelerators.get(i).vendor(),
          integrity.entities,
          "entity");
    }
    integrity.claims(
        claims, accelerators.stream().map(Accelerator::id).collect(Collectors.toSet()));
    return List.copyOf(integrity.violations);
  }

  private void claims(List<CapacityClaim> claims, Set<String> accelerators) {
    Map<String, CapacityClaim> byId = new HashMap<>();
    claims.forEach(claim -> byId.put(claim.id(), claim));
    for (int i = 0; i < claims.size(); i++) {
      CapacityClaim claim = claims.get(i);
      String path = "capacityClaims[" + i + "]";
      refer(path + ".site", claim.site(), sites, "site");
      refer(path + ".accelerator", claim.accelerator(), accelerators, "accelerator");
      refer(path + ".source.claimant", claim.source().claimant(), entities, "entity");
      for (int j = 0; j < claim.contestedBy().size(); j++) {
        contest(path + ".contestedBy[" + j + "]", claim, claim.contestedBy().get(j), byId);
      }
    }
  }

  private void contest(
      String path, CapacityClaim claim, String other, Map<String, CapacityClaim> claims) {
    refer(path, other, claims.keySet(), "capacity claim");
    CapacityClaim contesting = claims.get(other);
    if (contesting != null
        && !(Objects.equals(contesting.site(), claim.site())
            && Objects.equals(contesting.programme(), claim.programme()))) {
      violations.add(new Violation(path, "\"" + other + "\" is about something else"));
    }
  }

  private void refer(String path, @Nullable String id, Set<String> ids, String kind) {
    if (id != null && !ids.contains(id)) {
      violations.add(new Violation(path, "there is no " + kind + " \"" + id + "\""));
    }
  }
}
