/**
 * {@code GET /v1/usage} and {@code GET /v1/flows}: attempts and denials, counted. Each attempt
 * counts once: by its closed event, or by its opened one as long as it is not closed. Registers are
 * made from the same counts.
 */
@NullMarked
package eu.bailiwick.metering.usage;

import org.jspecify.annotations.NullMarked;
