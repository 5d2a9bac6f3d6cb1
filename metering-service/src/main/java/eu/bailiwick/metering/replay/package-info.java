/**
 * Decides once more what was decided, by the snapshot that the event names and with the evaluator
 * instead of the router's table, and compares. {@link Checking} goes through every tenant's log in
 * the background, in one of several instances; what differs becomes an entry of that log and an
 * alarm, and what cannot be decided again is kept on a list. {@link DecisionsResource} does it for
 * one request, with the reasons for every candidate. Everything blocks.
 */
@NullMarked
package eu.bailiwick.metering.replay;

import org.jspecify.annotations.NullMarked;
