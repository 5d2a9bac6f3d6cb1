package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.evidence.Checks;

/**
 * A program of a tenant that calls.
 *
 * @param id identifier in the catalogue
 * @param tenant id of its tenant
 * @param name what people call it
 * @param dataClass its floor: a request may name this class or a descendant of it
 */
public record Application(String id, String tenant, String name, String dataClass) {

  /**
   * @throws IllegalArgumentException if an id is malformed or the name blank
   */
  public Application {
    Checks.id(id);
    Checks.id(tenant, "tenant");
    Checks.notBlank(name, "name");
    Checks.id(dataClass, "dataClass");
  }
}
