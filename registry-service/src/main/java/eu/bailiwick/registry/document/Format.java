package eu.bailiwick.registry.document;

/** In which language a document is written. */
public enum Format {
  JSON,
  YAML
}
