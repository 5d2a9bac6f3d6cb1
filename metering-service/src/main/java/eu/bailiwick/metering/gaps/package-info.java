/**
 * {@code GET /v1/gaps}: numbers that are missing, and numbers that came after they had been. The
 * one question that an operator may ask as well.
 */
@NullMarked
package eu.bailiwick.metering.gaps;

import org.jspecify.annotations.NullMarked;
