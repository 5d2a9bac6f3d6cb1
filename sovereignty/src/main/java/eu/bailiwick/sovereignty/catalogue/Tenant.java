package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.evidence.Checks;
import java.util.Objects;

/**
 * An organisation that calls.
 *
 * @param id identifier in the catalogue
 * @param name what people call it
 * @param audit how its usage events are recorded
 * @param limits how much all its applications may ask for together; never null
 */
public record Tenant(String id, String name, Audit audit, Limits limits) {

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
    limits = Objects.requireNonNullElse(limits, Limits.NONE);
  }

  /** A tenant without bounds. */
  public Tenant(String id, String name, Audit audit) {
    this(id, name, audit, Limits.NONE);
  }
}
