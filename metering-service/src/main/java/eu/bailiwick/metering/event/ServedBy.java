package eu.bailiwick.metering.event;

import java.util.List;

/**
 * The endpoint of an attempt, as it was then.
 *
 * @param id of the endpoint
 * @param countries every country in which the request may have been processed; at least one
 */
public record ServedBy(
    String id,
    String version,
    String imageDigest,
    String weightsDigest,
    String site,
    String operator,
    List<String> countries) {}
