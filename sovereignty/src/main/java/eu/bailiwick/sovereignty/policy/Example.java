package eu.bailiwick.sovereignty.policy;

import eu.bailiwick.sovereignty.evidence.Checks;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the author of a policy expects of it for one endpoint of the catalogue. Loading the policy
 * runs its examples, and refuses it when one fails.
 *
 * @param endpoint id of the endpoint
 * @param expect what the policy's own constraints, by themselves, must say
 * @param because a reason code that must be among those against it; null if any will do. Only for
 *     {@link Expectation#DENY}
 * @param at the instant for which it holds; null for the instant of loading
 */
public record Example(
    String endpoint, Expectation expect, @Nullable String because, @Nullable Instant at) {

  /** What can be expected. */
  public enum Expectation {
    PERMIT,
    DENY
  }

  /**
   * @throws IllegalArgumentException if the id is malformed, or a permission has a reason
   */
  public Example {
    Checks.id(endpoint, "endpoint");
    Objects.requireNonNull(expect, "expect");
    if (expect == Expectation.PERMIT && because != null) {
      throw new IllegalArgumentException("because: a reason goes with DENY only");
    }
  }
}
