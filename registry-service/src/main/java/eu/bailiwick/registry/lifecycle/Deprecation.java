package eu.bailiwick.registry.lifecycle;

import eu.bailiwick.registry.catalogue.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a version is to be replaced, by what and until when.
 *
 * @param reason in the actor's words
 * @param successor id of the version to use instead; null if none is named
 * @param removal when it is to be retired; null if that is not decided
 */
record Deprecation(String reason, @Nullable String successor, @Nullable Instant removal) {

  /**
   * @throws IllegalArgumentException if the reason is blank or too long
   */
  Deprecation {
    Reason.check(reason);
  }
}
