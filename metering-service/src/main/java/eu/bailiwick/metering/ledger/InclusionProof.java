package eu.bailiwick.metering.ledger;

import java.util.List;

/**
 * Proves that an entry is in the tree of a size: RFC 6962, section 2.1.1.
 *
 * @param leaf hash of the entry's leaf
 * @param root hash of the tree
 * @param path Base64, from the leaf's sibling to the root's child
 */
record InclusionProof(String log, long index, long size, Hash leaf, Hash root, List<String> path) {}
