package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.evidence.Checks;
import java.util.Objects;

/**
 * An entity with a part in serving an endpoint.
 *
 * @param role the part it has
 * @param entity id of the entity
 */
public record Party(Role role, String entity) {

  /** Parts in the serving chain. */
  public enum Role {
    OPERATOR(true),
    OWNER(true),
    SUBPROCESSOR(true),
    SUPPORT(true),
    SOFTWARE(false),
    HARDWARE(false);

    private final boolean canDisclose;

    Role(boolean canDisclose) {
      this.canDisclose = canDisclose;
    }

    /**
     * Whether someone in this role can reach what passes through, and so be made to disclose it.
     */
    public boolean canDisclose() {
      return canDisclose;
    }
  }

  /**
   * @throws IllegalArgumentException if the entity's id is malformed
   */
  public Party {
    Objects.requireNonNull(role, "role");
    Checks.id(entity, "entity");
  }
}
