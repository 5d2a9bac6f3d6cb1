/**
 * What a policy can demand of an endpoint's facts, and for whom. Immutable records; evaluation
 * lives in {@code decision}.
 */
@NullMarked
package eu.bailiwick.sovereignty.policy;

import org.jspecify.annotations.NullMarked;
