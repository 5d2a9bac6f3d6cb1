/**
 * The ledger: logs that only grow, each a Merkle tree as in RFC 6962, so that one root hash commits
 * to every entry and its place. {@link Appending} and {@link LockedLogs} append inside a
 * transaction of the caller, {@link Ledger} reads roots, proofs and tiles and appends single
 * entries, and the resources answer with them. Everything blocks.
 */
@NullMarked
package eu.bailiwick.metering.ledger;

import org.jspecify.annotations.NullMarked;
