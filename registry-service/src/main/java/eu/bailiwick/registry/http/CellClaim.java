package eu.bailiwick.registry.http;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The cell to which the caller's token is bound, by its claim {@code cell}. */
@Singleton
public final class CellClaim {

  private final SecurityIdentity identity;

  CellClaim(SecurityIdentity identity) {
    this.identity = identity;
  }

  /**
   * Checks that the caller may act for a cell.
   *
   * @throws RefusedException with 403 if its token is bound to another one
   */
  public void check(String cell) {
    Optional<String> bound = cell();
    if (bound.isPresent() && !bound.get().equals(cell)) {
      throw new RefusedException(
          ErrorCode.FORBIDDEN, "the token is bound to the cell \"" + bound.get() + "\"");
    }
  }

  private Optional<String> cell() {
    return identity.getPrincipal() instanceof JsonWebToken token
        ? Optional.ofNullable(token.<Object>getClaim("cell")).map(Object::toString)
        : Optional.empty();
  }
}
