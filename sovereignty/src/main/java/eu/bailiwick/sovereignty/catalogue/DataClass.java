package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.evidence.Checks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What kind of data a request carries. A class inherits the constraints of its parent.
 *
 * @param id identifier in the catalogue
 * @param parent id of the parent; null for the root only
 * @param tenant id of the tenant that defined it; null for a built-in class
 */
public record DataClass(String id, @Nullable String parent, @Nullable String tenant) {

  /** The classes that every catalogue has: public, below it personal, below that health. */
  public static final List<DataClass> BUILT_IN =
      List.of(
          new DataClass("public", null, null),
          new DataClass("personal", "public", null),
          new DataClass("health", "personal", null));

  /**
   * @throws IllegalArgumentException if an id is malformed or a tenant's class has no parent
   */
  public DataClass {
    Checks.id(id);
    if (tenant != null && parent == null) {
      throw new IllegalArgumentException("data class \"" + id + "\" needs a parent");
    }
  }
}
