package eu.bailiwick.routing.limits;

import org.jspecify.annotations.Nullable;

/**
 * Guesses what a request will use, before anybody has counted: for the prompt a token for every
 * four bytes of the body, for the answer as many as the request allows.
 *
 * @param answerTokens what is reserved for the answer to a request that sets no bound
 */
public record Estimate(long answerTokens) {

  private static final int BYTES_PER_TOKEN = 4;

  /** More than any limit; sums of it do not overflow. */
  private static final long MOST = 1L << 60;

  /**
   * Tokens to reserve; at least 1.
   *
   * @param bodyBytes size of the body
   * @param allowed tokens that the request allows for its answer; null if it sets no bound
   * @param generates whether the answer consists of tokens at all
   */
  public long tokens(long bodyBytes, @Nullable Long allowed, boolean generates) {
    long prompt = Math.max(1, bodyBytes / BYTES_PER_TOKEN);
    if (!generates) {
      return prompt;
    }
    return prompt + Math.clamp(allowed == null ? answerTokens : allowed, 0, MOST);
  }
}
