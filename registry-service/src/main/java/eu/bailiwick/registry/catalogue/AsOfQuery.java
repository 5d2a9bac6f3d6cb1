package eu.bailiwick.registry.catalogue;

/** The parameter with which a reader looks back. */
public final class AsOfQuery {

  /** The name of the parameter. */
  public static final String NAME = "asOf";

  /** What it means, for OpenAPI. */
  public static final String DESCRIPTION =
      "A revision, or an instant in RFC 3339: show what was there then. An instant also decides"
          + " which law and which facts count";

  private AsOfQuery() {}
}
