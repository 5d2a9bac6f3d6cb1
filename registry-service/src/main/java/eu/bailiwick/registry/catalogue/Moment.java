package eu.bailiwick.registry.catalogue;

import java.time.Instant;

/**
 * What a reader looks at.
 *
 * @param revision the catalogue's
 * @param at the instant whose law counts, and for which facts count or do not
 */
record Moment(long revision, Instant at) {}
