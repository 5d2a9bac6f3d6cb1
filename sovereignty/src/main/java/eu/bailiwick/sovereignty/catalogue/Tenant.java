package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.evidence.Checks;
import java.util.Objects;

/**
 * An organisation that calls.
 *
 * @param id identifier in the catalogue
 * @param name what people call it
 * @param audit how its usage events are recorded
 */
public record Tenant(String id, String name, Audit audit) {

  /** How usage events are recorded. */
  public enum Audit {
    /** Acknowledged by the broker before a body goes upstream or a refusal is answered. */
    STRICT,
    /** Sent without waiting. */
    OBSERVE
  }

  /**
   * @throws IllegalArgumentException if the id is malformed or the name blank
   */
  public Tenant {
    Checks.id(id);
    Checks.notBlank(name, "name");
    audit = Objects.requireNonNullElse(audit, Audit.STRICT);
  }
}
