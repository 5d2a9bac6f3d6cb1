package eu.bailiwick.routing.usage;

/**
 * A refusal to a known caller.
 *
 * @param request what was asked
 * @param decision what was decided
 * @param status HTTP status that the caller gets
 * @param code {@code error.code} that the caller gets
 */
public record Denied(RequestFacts request, DecisionFacts decision, int status, String code) {}
