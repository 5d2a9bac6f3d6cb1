package eu.bailiwick.local.platform;

import java.util.Map;

/** Who can have a token, one person or machine for each role. */
public enum Role {
  OPERATOR("operator", "olga.operator"),
  APPROVER("approver", "axel.approver"),
  OFFICER("officer", "odile.officer"),
  ROUTER("router", "router-fr-1");

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

  /** What else the token says: a router may act for its cell only. */
  Map<String, String> claims() {
    return this == ROUTER ? Map.of("cell", "eea") : Map.of();
  }

  /** Whom the token names. */
  String subject() {
    return subject;
  }
}
