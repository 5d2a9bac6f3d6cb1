package eu.bailiwick.routing.limits;

/**
 * How a limit stands after a request.
 *
 * @param bound the limit
 * @param remaining what is left of it; below zero if more was used than reserved
 * @param resetMillis milliseconds until all of it is there again, if nothing is used meanwhile
 */
public record Standing(Bound bound, long remaining, long resetMillis) {}
