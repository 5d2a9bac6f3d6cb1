package eu.bailiwick.metering.query;

/** The roles in a token's {@code groups} that may ask here. */
public final class Roles {

  /** Asks about everything. */
  public static final String OFFICER = "officer";

  /** Asks about everything and changes nothing. */
  public static final String AUDITOR = "auditor";

  /**
   * Asks about the tenant that the token's claim {@code tenant} names, and about no other; asks for
   * the erasure of its events, and grants nothing.
   */
  public static final String TENANT_OFFICER = "tenant-officer";

  /** Keeps the cell running; sees what is missing, and no event. */
  public static final String OPERATOR = "operator";

  /** Answers for the protection of data: grants what officers ask for, and asks for erasures. */
  public static final String DPO = "dpo";

  private Roles() {}
}
