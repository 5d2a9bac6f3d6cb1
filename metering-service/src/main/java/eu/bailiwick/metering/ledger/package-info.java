/**
 * The ledger: logs that only grow, each a Merkle tree as in RFC 6962, so that one root hash commits
 * to every entry and its place. {@link LogStore} appends inside a transaction of the caller, {@link
 * LedgerResource} answers with roots, entries and proofs. Everything blocks.
 */
@NullMarked
package eu.bailiwick.metering.ledger;

import org.jspecify.annotations.NullMarked;
