package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Whoever sent the request at hand, by the token. */
@Singleton
public final class Actor {

  private static final int MAX_REASON = 1000;

  private final SecurityIdentity identity;

  Actor(SecurityIdentity identity) {
    this.identity = identity;
  }

  /** The name in the token. */
  public String name() {
    return identity.getPrincipal().getName();
  }

  /**
   * The actor with a reason.
   *
   * @param reason value of {@code Bailiwick-Reason}; null if absent
   * @throws RefusedException with 400 if it is too long
   */
  public Provenance giving(@Nullable String reason) {
    if (reason != null && reason.length() > MAX_REASON) {
      throw new RefusedException(
          ErrorCode.INVALID_PARAMETER,
          "Bailiwick-Reason: at most " + MAX_REASON + " characters are accepted");
    }
    return new Provenance(name(), reason);
  }

  /**
   * The actor with a reason that must be there.
   *
   * @throws RefusedException with 400 if it is absent, blank or too long
   */
  public Provenance needing(@Nullable String reason) {
    if (reason == null || reason.isBlank()) {
      throw new RefusedException(
          ErrorCode.INVALID_PARAMETER, "Bailiwick-Reason: a reason is needed");
    }
    return giving(reason);
  }
}
