package eu.bailiwick.registry.catalogue;

/**
 * A resource of the catalogue.
 *
 * @param revision the catalogue's revision at which it was last changed
 */
public record Stored<T extends Record>(T value, long revision) {

  /** Its strong ETag, quotes included. */
  public String etag() {
    return etag(revision);
  }

  /** The strong ETag of something of that revision or number, quotes included. */
  public static String etag(long revision) {
    return "\"" + revision + "\"";
  }
}
