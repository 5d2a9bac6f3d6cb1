package eu.bailiwick.metering.checkpoint;

import eu.bailiwick.metering.ledger.Entry;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A checkpoint of a log that an entry of the cell's log commits to.
 *
 * @param log which log
 * @param size of its tree
 * @param checkpoint its text, the content of the entry
 * @param salt Base64; salt and text hash to the last line of the entry's leaf
 * @param entry index in the cell's log
 * @param leaf the leaf of the entry, five lines
 */
record AnchoredCheckpoint(
    String log, long size, String checkpoint, String salt, long entry, String leaf) {

  static AnchoredCheckpoint of(Anchor anchor, Entry opening) {
    return new AnchoredCheckpoint(
        anchor.log().text(),
        anchor.size(),
        new String(opening.content().content(), StandardCharsets.UTF_8),
        Base64.getEncoder().encodeToString(opening.salt().content()),
        anchor.index(),
        new String(opening.leaf().bytes().content(), StandardCharsets.US_ASCII));
  }
}
