package eu.bailiwick.metering.audit;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who asks in the present request. */
@Singleton
public final class Asking {

  private final SecurityIdentity identity;

  Asking(SecurityIdentity identity) {
    this.identity = identity;
  }

  /** The caller; to be asked for once the caller's role is checked. */
  public Asker now() {
    return new Asker(
        identity.getPrincipal().getName(),
        identity.getRoles(),
        claim().filter(tenant -> !tenant.isBlank()).orElse(null));
  }

  private Optional<String> claim() {
    return identity.getPrincipal() instanceof JsonWebToken token
        ? Optional.ofNullable(token.<Object>getClaim("tenant")).map(Object::toString)
        : Optional.empty();
  }
}
