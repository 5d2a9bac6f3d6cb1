package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.evidence.Checks;
import java.util.Objects;

/**
 * A program of a tenant that calls.
 *
 * @param id identifier in the catalogue
 * @param tenant id of its tenant
 * @param name what people call it
 * @param dataClass its floor: a request may name this class or a descendant of it
 * @param limits how much all its keys may ask for together; never null
 * @param priority who goes first when there is not enough for all; never null
 */
public record Application(
    String id, String tenant, String name, String dataClass, Limits limits, Priority priority) {

  /**
   * @throws IllegalArgumentException if an id is malformed or the name blank
   */
  public Application {
    Checks.id(id);
    Checks.id(tenant, "tenant");
    Checks.notBlank(name, "name");
    Checks.id(dataClass, "dataClass");
    limits = Objects.requireNonNullElse(limits, Limits.NONE);
    priority = Objects.requireNonNullElse(priority, Priority.STANDARD);
  }

  /** An application of standard priority without bounds. */
  public Application(String id, String tenant, String name, String dataClass) {
    this(id, tenant, name, dataClass, Limits.NONE, Priority.STANDARD);
  }
}
