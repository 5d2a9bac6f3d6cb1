package eu.bailiwick.local.platform;

/** Who can have a token, one person or machine for each role. */
public enum Role {
  OPERATOR("operator", "olga.operator"),
  APPROVER("approver", "axel.approver"),
  OFFICER("officer", "odile.officer"),
  ROUTER("router", "router-fr-1"),
  METERING("metering", "metering-fr");

  private final String id;
  private final String subject;

  Role(String id, String subject) {
    this.id = id;
    this.subject = subject;
  }

  /** Its name in a token. */
  public String id() {
    return id;
  }

  /** Whom the token names. */
  String subject() {
    return subject;
  }
}
