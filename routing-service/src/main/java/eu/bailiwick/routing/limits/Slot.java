package eu.bailiwick.routing.limits;

/**
 * What is counted for whom: the identity of a count, which outlives every change of its limit.
 *
 * @param level whose kind it is
 * @param id of the tenant, application or key
 * @param measure what is counted
 */
public record Slot(Level level, String id, Measure measure) {}
