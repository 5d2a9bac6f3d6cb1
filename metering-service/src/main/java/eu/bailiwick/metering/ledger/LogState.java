package eu.bailiwick.metering.ledger;

/**
 * What a log holds.
 *
 * @param size how many entries
 * @param root hash of the tree over all of them
 */
record LogState(String log, long size, Hash root) {}
