package eu.bailiwick.metering.ledger;

import java.util.List;

/**
 * Proves that the tree of a size begins with all entries of a smaller one: RFC 6962, section 2.1.2.
 *
 * @param path Base64
 */
record ConsistencyProof(
    String log, long first, long second, Hash firstRoot, Hash secondRoot, List<String> path) {}
