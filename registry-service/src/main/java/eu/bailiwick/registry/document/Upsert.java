package eu.bailiwick.registry.document;

/**
 * A resource as somebody wants it to be.
 *
 * @param path where it stands in the document; empty if it is the document
 */
public record Upsert<T extends Record>(Kind<T> kind, T value, String path) {

  public String id() {
    return kind.idOf(value);
  }
}
