package eu.bailiwick.routing.usage;

/**
 * An attempt that is about to be dispatched.
 *
 * @param request what was asked
 * @param attempt number of the attempt, from 1
 * @param decision what was decided
 * @param endpoint where it goes
 */
public record Opened(
    RequestFacts request, int attempt, DecisionFacts decision, EndpointFacts endpoint) {}
