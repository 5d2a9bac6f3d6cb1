package eu.bailiwick.registry.http;

/** The roles in a token's {@code groups}. */
public final class Roles {

  /** Changes the catalogue. */
  public static final String OPERATOR = "operator";

  /** Approves what others ask for. */
  public static final String APPROVER = "approver";

  /** Asks what happened. */
  public static final String OFFICER = "officer";

  /** Answers for the tenant that a token's claim {@code tenant} names. */
  public static final String TENANT_ADMIN = "tenant-admin";

  /** Reports from a site what it sees of endpoints. */
  public static final String AGENT = "agent";

  /** Serves a cell. */
  public static final String ROUTER = "router";

  /** Records what changed in a cell's ledger. */
  public static final String METERING = "metering";

  private Roles() {}
}
