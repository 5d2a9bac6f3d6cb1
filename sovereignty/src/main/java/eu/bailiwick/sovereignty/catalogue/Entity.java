package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.evidence.Checks;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.law.Country;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A legal person: operator, owner, subprocessor, publisher, vendor.
 *
 * @param id identifier in the catalogue
 * @param name its legal name
 * @param subjectTo countries whose authorities can compel it directly (establishment, headquarters,
 *     declared nexus); null if not recorded
 * @param controllers who controls it; an empty list says that nobody does, null says that nobody
 *     knows
 */
public record Entity(
    String id,
    String name,
    @Nullable Fact<Set<Country>> subjectTo,
    @Nullable Fact<List<Control>> controllers) {

  /**
   * @throws IllegalArgumentException if the id is malformed, the name blank, or it controls itself
   *     directly
   */
  public Entity {
    Checks.id(id);
    Checks.notBlank(name, "name");
    if (subjectTo != null && subjectTo.value().isEmpty()) {
      throw new IllegalArgumentException(
          "subjectTo is empty: every entity is subject to some law; leave the fact out if it is not"
              + " known");
    }
    subjectTo = subjectTo == null ? null : subjectTo.map(Country::sorted);
    controllers = controllers == null ? null : controllers.map(List::copyOf);
    if (controllers != null && controllers.value().stream().anyMatch(c -> c.by().equals(id))) {
      throw new IllegalArgumentException("entity \"" + id + "\" cannot control itself directly");
    }
  }
}
