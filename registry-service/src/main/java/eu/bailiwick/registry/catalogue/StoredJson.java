package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.json.CatalogueJson;
import eu.bailiwick.registry.json.RecordReader;
import eu.bailiwick.registry.json.Violations;

/** Reads bodies that this service stored. */
public final class StoredJson {

  private StoredJson() {}

  /**
   * @throws IllegalStateException if the body does not fit the record any more
   */
  public static <T extends Record> T read(Kind<T> kind, String body) {
    Violations violations = new Violations();
    return new RecordReader(violations)
        .read(kind.type(), CatalogueJson.parse(body), "")
        .filter(value -> violations.isEmpty())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "a stored resource of " + kind + " cannot be read: " + violations.list()));
  }

  /** The kind that stands under {@code name} in a table. */
  public static Kind<?> kind(String name) {
    return Kind.ALL.stream().filter(kind -> kind.name().equals(name)).findFirst().orElseThrow();
  }
}
