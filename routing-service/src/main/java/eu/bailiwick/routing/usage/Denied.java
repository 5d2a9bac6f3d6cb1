package eu.bailiwick.routing.usage;

import org.jspecify.annotations.Nullable;

/**
 * A refusal to a known caller.
 *
 * @param request what was asked
 * @param decision what was decided
 * @param status HTTP status that the caller gets
 * @param code {@code error.code} that the caller gets
 * @param traceparent the span of the request, as W3C Trace Context has it; null if nothing is
 *     traced
 */
public record Denied(
    RequestFacts request,
    DecisionFacts decision,
    int status,
    String code,
    @Nullable String traceparent) {}
