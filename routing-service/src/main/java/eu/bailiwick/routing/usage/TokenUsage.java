package eu.bailiwick.routing.usage;

import org.jspecify.annotations.Nullable;

/**
 * Tokens as the upstream counted them; null where it did not say.
 *
 * @param source whether the upstream said anything
 */
public record TokenUsage(
    Source source,
    @Nullable Long promptTokens,
    @Nullable Long completionTokens,
    @Nullable Long totalTokens) {

  /** Where the numbers come from. */
  public enum Source {
    UPSTREAM,
    /** Nobody counted; that is not zero. */
    MISSING
  }

  /** Nobody counted. */
  public static final TokenUsage MISSING = new TokenUsage(Source.MISSING, null, null, null);
}
