package eu.bailiwick.metering.ledger;

/**
 * Names a log.
 *
 * @param text {@code system}, {@code cell}, or {@code tenant/} and the id of a tenant
 */
public record LogId(String text) implements Comparable<LogId> {

  /** What happened to the catalogue, and what has no tenant. */
  public static final LogId SYSTEM = new LogId("system");

  /** Checkpoints of the other logs, and rotations of keys. */
  public static final LogId CELL = new LogId("cell");

  private static final String TENANT = "tenant/";

  /**
   * Takes the text of a log as it is stored.
   *
   * @throws IllegalArgumentException if it names no log
   */
  public LogId {
    boolean ofTenant = text.startsWith(TENANT) && text.length() > TENANT.length();
    if (!ofTenant && !text.equals("system") && !text.equals("cell")) {
      throw new IllegalArgumentException("\"" + text + "\" names no log");
    }
  }

  /** The log of a tenant: its usage events, and what was found about them. */
  public static LogId tenant(String tenant) {
    return new LogId(TENANT + tenant);
  }

  /** Whether it is the log of a tenant. */
  public boolean isOfTenant() {
    return text.startsWith(TENANT);
  }

  /**
   * The tenant whose log it is.
   *
   * @throws IllegalStateException if it is none of a tenant
   */
  public String tenant() {
    if (!isOfTenant()) {
      throw new IllegalStateException(text + " is no log of a tenant");
    }
    return text.substring(TENANT.length());
  }

  @Override
  public int compareTo(LogId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
