package eu.bailiwick.local.platform;

import java.util.Map;

/** Who can have a token, one person or machine for each role. */
public enum Role {
  OPERATOR("operator", "olga.operator", Map.of()),
  APPROVER("approver", "axel.approver", Map.of()),
  OFFICER("officer", "odile.officer", Map.of()),
  AUDITOR("auditor", "anna.auditor", Map.of()),
  /** Grants what the officer asks for, and asks for erasures. */
  DPO("dpo", "dieter.dpo", Map.of()),
  /** Asks what happened to the data of one tenant of the sample. */
  TENANT_OFFICER("tenant-officer", "carla.clinique", Map.of("tenant", "clinique")),
  /** May act for its cell only. */
  ROUTER("router", "router-fr-1", Map.of("cell", "eea")),
  METERING("metering", "metering-fr", Map.of()),
  /** Sees everything of one tenant of the sample. */
  TENANT_ADMIN("tenant-admin", "claire.clinique", Map.of("tenant", "clinique"));

  private final String id;
  private final String subject;

  @SuppressWarnings("ImmutableEnumChecker") // an immutable copy
  private final Map<String, String> claims;

  Role(String id, String subject, Map<String, String> claims) {
    this.id = id;
    this.subject = subject;
    this.claims = Map.copyOf(claims);
  }

  /** Its name in a token. */
  public String id() {
    return id;
  }

  /** What else the token says, by the name of the claim. */
  Map<String, String> claims() {
    return claims;
  }

  /** Whom the token names. */
  String subject() {
    return subject;
  }
}
