package eu.bailiwick.routing.usage;

import java.util.List;

/**
 * Where an attempt went; {@code endpoint} in the event's schema.
 *
 * @param id id of the endpoint
 * @param version id of the version
 * @param imageDigest digest of the version's image
 * @param weightsDigest digest of the version's weights
 * @param site id of the site
 * @param operator id of the site's operator
 * @param countries codes of every country in which the request may have been processed, sorted
 */
public record EndpointFacts(
    String id,
    String version,
    String imageDigest,
    String weightsDigest,
    String site,
    String operator,
    List<String> countries) {}
