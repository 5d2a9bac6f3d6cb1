/**
 * Problems as RFC 9457 tells them: one enum of codes, and the mappers that turn every refusal,
 * including those of the security layer, into {@code application/problem+json}.
 */
@NullMarked
package eu.bailiwick.metering.problem;

import org.jspecify.annotations.NullMarked;
