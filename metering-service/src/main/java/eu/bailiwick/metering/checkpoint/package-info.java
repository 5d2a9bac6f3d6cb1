/**
 * Checkpoints: whatever logs of the cell grew is committed to by an entry of the cell's own log,
 * whose tree is then signed in the form of c2sp.org/tlog-checkpoint, shown to witnesses, and
 * published with the tree's tiles. {@link eu.bailiwick.metering.checkpoint.Sequencer} does it on a
 * thread of its own, in one instance at a time; {@link
 * eu.bailiwick.metering.checkpoint.Checkpoints} tells everyone what is published. Everything
 * blocks.
 */
@NullMarked
package eu.bailiwick.metering.checkpoint;

import org.jspecify.annotations.NullMarked;
