package eu.bailiwick.routing.usage;

import org.jspecify.annotations.Nullable;

/**
 * An attempt that ended.
 *
 * @param request what was asked
 * @param attempt number of the attempt, from 1
 * @param endpoint where it went
 * @param dataClass the class that counted: that of the decision
 * @param outcome how it ended
 * @param status HTTP status of the upstream; null if none came
 * @param usage tokens, read from the passing bytes
 * @param requestBytes bytes of body sent upstream
 * @param responseBytes bytes of body received from upstream
 * @param firstByteMillis milliseconds from dispatch to the first byte of the answer's body; null if
 *     none came
 * @param durationMillis milliseconds from dispatch to the end
 * @param traceparent the span of the attempt, as W3C Trace Context has it; null if nothing is
 *     traced
 */
public record Closed(
    RequestFacts request,
    int attempt,
    EndpointFacts endpoint,
    String dataClass,
    Outcome outcome,
    @Nullable Integer status,
    TokenUsage usage,
    long requestBytes,
    long responseBytes,
    @Nullable Double firstByteMillis,
    double durationMillis,
    @Nullable String traceparent) {

  /** How an attempt ended; in the event in lower case. */
  public enum Outcome {
    COMPLETED,
    UPSTREAM_ERROR,
    UPSTREAM_UNREACHABLE,
    UPSTREAM_CUT,
    TIMEOUT,
    CLIENT_LEFT,
    /** The router was told to stop, and the attempt did not end within its limit. */
    ROUTER_STOPPED,
    NOT_DISPATCHED
  }
}
