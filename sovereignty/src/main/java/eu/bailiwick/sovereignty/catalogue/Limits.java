package eu.bailiwick.sovereignty.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * How much somebody may ask for; null where there is no bound. Bounds of a tenant, an application
 * and a key hold together.
 *
 * @param concurrentRequests requests that may be under way at once; at least 1
 * @param requestsPerMinute requests in a minute; at least 1
 * @param tokensPerMinute tokens, of prompts and answers together, in a minute; at least 1
 * @param tokensPerMonth tokens, of prompts and answers together, in a calendar month; at least 1
 */
public record Limits(
    @Nullable Integer concurrentRequests,
    @Nullable Long requestsPerMinute,
    @Nullable Long tokensPerMinute,
    @Nullable Long tokensPerMonth) {

  /** No bound at all. */
  public static final Limits NONE = new Limits(null, null, null, null);

  /**
   * @throws IllegalArgumentException if a bound is less than 1
   */
  public Limits {
    check(concurrentRequests, "concurrentRequests");
    check(requestsPerMinute, "requestsPerMinute");
    check(tokensPerMinute, "tokensPerMinute");
    check(tokensPerMonth, "tokensPerMonth");
  }

  private static void check(@Nullable Number bound, String field) {
    if (bound != null && bound.longValue() < 1) {
      throw new IllegalArgumentException(
          field + " " + bound + ": at least 1 is needed; leave it out if there is no bound");
    }
  }
}
