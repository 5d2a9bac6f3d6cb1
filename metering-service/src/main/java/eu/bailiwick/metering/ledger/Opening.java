package eu.bailiwick.metering.ledger;

/**
 * An entry with all that is needed to check that its leaf commits to its content: the last line of
 * the leaf is the SHA-256 of salt and content together.
 *
 * @param leaf Base64
 * @param salt Base64 of 32 bytes
 * @param content Base64 of the exact bytes as they were received
 */
record Opening(EntryItem entry, String leaf, String salt, String content) {}
