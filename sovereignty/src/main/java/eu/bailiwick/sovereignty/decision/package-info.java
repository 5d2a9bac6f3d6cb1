/**
 * The decision: whether a request may go to an endpoint, and why. {@link Evaluator} is slow, plain
 * and complete; it is a pure function of catalogue, request and instant, safe on any thread.
 */
@NullMarked
package eu.bailiwick.sovereignty.decision;

import org.jspecify.annotations.NullMarked;
