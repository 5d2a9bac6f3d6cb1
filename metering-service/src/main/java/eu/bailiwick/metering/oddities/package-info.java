/**
 * What came and is no event: {@code GET /v1/dead-letters} and {@code GET /v1/equivocations}. Reads
 * the tables of arrivals and changes nothing.
 */
@NullMarked
package eu.bailiwick.metering.oddities;

import org.jspecify.annotations.NullMarked;
