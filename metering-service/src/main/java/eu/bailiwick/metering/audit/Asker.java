package eu.bailiwick.metering.audit;

import eu.bailiwick.metering.query.Roles;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param name as the token has it
 * @param roles of the token, in order
 * @param tenant which the token names; null if none
 */
public record Asker(String name, Set<String> roles, @Nullable String tenant) {

  public Asker {
    roles = new TreeSet<>(roles);
  }

  /**
   * Whether this tenant's data may be shown.
   *
   * @param of id of a tenant; null for data of all
   */
  public boolean sees(@Nullable String of) {
    return seesAll()
        || (roles.contains(Roles.TENANT_OFFICER) && tenant != null && tenant.equals(of));
  }

  /**
   * Whether what is asked belongs into the record: all but an operator's look at what is missing.
   */
  boolean isOnRecord() {
    return seesAll() || roles.contains(Roles.TENANT_OFFICER);
  }

  /** Whether every tenant's data may be shown. */
  public boolean seesAll() {
    return roles.contains(Roles.OFFICER)
        || roles.contains(Roles.AUDITOR)
        || roles.contains(Roles.DPO);
  }
}
