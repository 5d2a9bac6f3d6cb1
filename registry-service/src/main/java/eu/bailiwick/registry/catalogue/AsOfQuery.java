package eu.bailiwick.registry.catalogue;

/** The parameter with which a reader looks back. */
final class AsOfQuery {

  static final String NAME = "asOf";
  static final String DESCRIPTION =
      "A revision, or an instant in RFC 3339: show what was there then. An instant also decides"
          + " which law and which facts count";

  private AsOfQuery() {}
}
