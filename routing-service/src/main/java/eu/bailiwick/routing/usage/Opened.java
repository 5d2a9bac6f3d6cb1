package eu.bailiwick.routing.usage;

import org.jspecify.annotations.Nullable;

/**
 * An attempt that is about to be dispatched.
 *
 * @param request what was asked
 * @param attempt number of the attempt, from 1
 * @param decision what was decided
 * @param endpoint where it goes
 * @param traceparent the span of the attempt, as W3C Trace Context has it; null if nothing is
 *     traced
 */
public record Opened(
    RequestFacts request,
    int attempt,
    DecisionFacts decision,
    EndpointFacts endpoint,
    @Nullable String traceparent) {}
