package eu.bailiwick.metering.checkpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import eu.bailiwick.metering.ledger.Entry;
import eu.bailiwick.metering.ledger.Ledger;
import eu.bailiwick.metering.ledger.LogId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that signed the cell's log.
 *
 * @param keys oldest first
 */
record PublishedKeys(List<PublishedKey> keys) {

  /**
   * A key.
   *
   * @param vkey as in c2sp.org/signed-note
   * @param since when it was introduced
   * @param firstSize size of the first checkpoint that it signed; absent if there is none yet
   * @param lastSize size of the last one
   * @param entry index in the cell's log of the entry that introduces it
   * @param statement the content of that entry: a note, signed by this key and the one before
   * @param salt Base64; salt and statement hash to the last line of the entry's leaf
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PublishedKey(
      String vkey,
      Instant since,
      @Nullable Long firstSize,
      @Nullable Long lastSize,
      long entry,
      String statement,
      String salt) {}

  static PublishedKeys of(List<KeyRange> ranges, Ledger ledger) {
    return new PublishedKeys(ranges.stream().map(range -> published(range, ledger)).toList());
  }

  private static PublishedKey published(KeyRange range, Ledger ledger) {
    Entry entry = ledger.entries(LogId.CELL, range.index(), range.index() + 1).getFirst().entry();
    return new PublishedKey(
        range.key().toString(),
        range.since(),
        range.first().orElse(null),
        range.last().orElse(null),
        range.index(),
        new String(entry.content().content(), StandardCharsets.UTF_8),
        Base64.getEncoder().encodeToString(entry.salt().content()));
  }
}
