package eu.bailiwick.metering.motion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.function.Supplier;

/** Whoever sent the request at hand, by the token. */
@Singleton
public final class Officer {

  /** How long a reason may be, in characters. */
  public static final int LONGEST_REASON = 1_000;

  private final SecurityIdentity identity;
  private final SystemLogStore log;

  Officer(SecurityIdentity identity, SystemLogStore log) {
    this.identity = identity;
    this.log = log;
  }

  /** The name in the token. */
  public String name() {
    return identity.getPrincipal().getName();
  }

  /**
   * Does something, and records the attempt if it is refused.
   *
   * @param what it is, in a few stable words
   */
  public <T> T attempt(String what, Supplier<T> deed) {
    try {
      return deed.get();
    } catch (ProblemException e) {
      if (e.code().status() < 500) {
        ObjectNode content = SystemLogStore.content();
        content.put("by", name());
        content.put("purpose", what);
        content.put("code", e.code().code());
        content.put("detail", String.valueOf(e.getMessage()));
        log.append("refused", UUID.randomUUID(), content);
      }
      throw e;
    }
  }
}
