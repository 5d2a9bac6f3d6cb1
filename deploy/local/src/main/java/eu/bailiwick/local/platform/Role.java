package eu.bailiwick.local.platform;

import org.jspecify.annotations.Nullable;

/** Who can have a token, one person or machine for each role. */
public enum Role {
  OPERATOR("operator", "olga.operator"),
  APPROVER("approver", "axel.approver"),
  OFFICER("officer", "odile.officer"),
  ROUTER("router", "router-fr-1"),
  METERING("metering", "metering-fr"),
  TENANT_ADMIN("tenant-admin", "claire.clinique", "clinique");

  private final String id;
  private final String subject;
  private final @Nullable String tenant;

  Role(String id, String subject) {
    this(id, subject, null);
  }

  Role(String id, String subject, @Nullable String tenant) {
    this.id = id;
    this.subject = subject;
    this.tenant = tenant;
  }

  /** Its name in a token. */
  public String id() {
    return id;
  }

  /** Whom the token names. */
  String subject() {
    return subject;
  }

  /** The tenant of the sample catalogue that the token is for; null for everybody else's. */
  @Nullable String tenant() {
    return tenant;
  }
}
