package eu.bailiwick.metering.event;

import org.jspecify.annotations.Nullable;

/**
 * What passed between router and endpoint in one attempt.
 *
 * @param status HTTP status of the upstream; null if none came
 * @param requestBytes of body sent
 * @param responseBytes of body received
 * @param firstByteMillis milliseconds to the first byte; null if none came
 * @param durationMillis milliseconds in all
 */
public record Exchange(
    @Nullable Integer status,
    Tokens tokens,
    long requestBytes,
    long responseBytes,
    @Nullable Double firstByteMillis,
    double durationMillis) {

  /**
   * Tokens as the upstream counted them.
   *
   * @param source {@code upstream} or {@code missing}; missing is not zero
   * @param prompt null if not said
   * @param completion null if not said
   * @param total null if not said
   */
  public record Tokens(
      String source, @Nullable Long prompt, @Nullable Long completion, @Nullable Long total) {}
}
