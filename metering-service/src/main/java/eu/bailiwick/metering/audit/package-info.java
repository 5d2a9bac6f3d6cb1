/**
 * The audit of the audit: who asked what, and why, stands in the system log before the answer is
 * given ({@link Trail}); a filter sees to it for every question, a resource that records itself
 * says so by {@link eu.bailiwick.metering.query.Unrecorded}. And the questions that are answered
 * from the system log: who asked, who changed the catalogue, what ran on after a certificate had
 * lapsed. All blocks.
 */
@NullMarked
package eu.bailiwick.metering.audit;

import org.jspecify.annotations.NullMarked;
