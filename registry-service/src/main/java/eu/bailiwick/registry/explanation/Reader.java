package eu.bailiwick.registry.explanation;

import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.http.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who asks, and how much of an answer it may see. */
sealed interface Reader {

  /** The claim of a token that names the tenant that its owner belongs to. */
  String TENANT_CLAIM = "tenant";

  /** Whether it may ask about this tenant at all. */
  boolean maySee(String tenant);

  /** Whether it sees demands, facts and paths, or reason codes only. */
  boolean seesPredicates();

  /** An officer, operator or approver: sees everything. */
  record Overseer() implements Reader {
    @Override
    public boolean maySee(String tenant) {
      return true;
    }

    @Override
    public boolean seesPredicates() {
      return true;
    }
  }

  /** Somebody of a tenant: sees its decisions, as its administrator with every predicate. */
  record Member(String tenant, boolean administrator) implements Reader {
    @Override
    public boolean maySee(String ofTenant) {
      return tenant.equals(ofTenant);
    }

    @Override
    public boolean seesPredicates() {
      return administrator;
    }
  }

  /**
   * The reader behind a token.
   *
   * @throws RefusedException with 403 if it belongs to nobody who may ask anything
   */
  static Reader of(SecurityIdentity identity) {
    if (Stream.of(Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER).anyMatch(identity::hasRole)) {
      return new Overseer();
    }
    if (identity.getPrincipal() instanceof JsonWebToken token
        && token.getClaim(TENANT_CLAIM) instanceof String tenant) {
      return new Member(tenant, identity.hasRole(Roles.TENANT_ADMIN));
    }
    throw stranger();
  }

  /** The same for everybody who has no business with the tenant. */
  static RefusedException stranger() {
    return new RefusedException(
        ErrorCode.FORBIDDEN,
        "role officer, operator or approver is needed, or a token of the tenant asked about");
  }
}
