/**
 * The formats of the transparency-log specifications at c2sp.org, as text and bytes: signed notes
 * and their keys, checkpoints, cosignatures, tile paths and entry bundles, proofs, policies, and
 * the verification of Merkle proofs. Plain classes without state, for any thread; nothing blocks.
 * What is not exactly as a specification says is refused with {@link
 * eu.bailiwick.metering.c2sp.MalformedException}, what does not verify with {@link
 * eu.bailiwick.metering.c2sp.UnverifiedException}.
 */
@NullMarked
package eu.bailiwick.metering.c2sp;

import org.jspecify.annotations.NullMarked;
