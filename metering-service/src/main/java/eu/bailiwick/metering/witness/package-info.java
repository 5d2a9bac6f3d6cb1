/**
 * Witnessing: a cell shows each of its checkpoints to others, who sign that they saw it and that it
 * continues what they saw before; so it cannot show two histories to two people. {@link
 * eu.bailiwick.metering.witness.WitnessClient} asks for cosignatures, {@link
 * eu.bailiwick.metering.witness.WitnessResource} gives them to the logs that the operator named:
 * c2sp.org/tlog-witness. Everything blocks, on virtual threads.
 */
@NullMarked
package eu.bailiwick.metering.witness;

import org.jspecify.annotations.NullMarked;
