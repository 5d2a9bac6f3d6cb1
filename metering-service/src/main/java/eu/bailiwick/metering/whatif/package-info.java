/**
 * What if: runs the decisions of a period through another policy, catalogue or law, and lists every
 * request whose answer would have been another one. Jobs, one at a time in one of several
 * instances, that go on where they were when the service starts again. Decides by the compiled
 * table, one for each catalogue that the change makes. Everything blocks.
 */
@NullMarked
package eu.bailiwick.metering.whatif;

import org.jspecify.annotations.NullMarked;
