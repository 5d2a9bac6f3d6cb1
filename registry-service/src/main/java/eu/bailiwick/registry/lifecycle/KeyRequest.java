package eu.bailiwick.registry.lifecycle;

import eu.bailiwick.registry.catalogue.Reason;
import eu.bailiwick.sovereignty.catalogue.Limits;
import eu.bailiwick.sovereignty.evidence.Checks;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An API key asked for.
 *
 * @param application id of the application that will call with it
 * @param validTo first instant at which it opens nothing more; null if it has no end
 * @param limits how much may be asked for with it; never null
 * @param reason in the actor's words
 */
record KeyRequest(String application, @Nullable Instant validTo, Limits limits, String reason) {

  /**
   * @throws IllegalArgumentException if the id is malformed or the reason blank
   */
  KeyRequest {
    Checks.id(application, "application");
    limits = Objects.requireNonNullElse(limits, Limits.NONE);
    Reason.check(reason);
  }
}
