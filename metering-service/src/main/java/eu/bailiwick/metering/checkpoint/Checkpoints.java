package eu.bailiwick.metering.checkpoint;

import eu.bailiwick.metering.ledger.Entry;
import eu.bailiwick.metering.ledger.Ledger;
import eu.bailiwick.metering.ledger.LogId;
import eu.bailiwick.metering.ledger.StoredEntry;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The checkpoints that everyone may rely on; blocks. */
@Singleton
public final class Checkpoints {

  private final CheckpointQueries queries;
  private final Ledger ledger;

  Checkpoints(CheckpointQueries queries, Ledger ledger) {
    this.queries = queries;
    this.ledger = ledger;
  }

  /** The newest published checkpoint of the cell's log; empty if there is none. */
  public Optional<SignedTree> published() {
    return queries.published();
  }

  /**
   * The smallest checkpoint of a log that is not below a size.
   *
   * @param in the checkpoint of the cell's log that has to commit to it
   */
  public Optional<Anchor> covering(LogId log, long size, SignedTree in) {
    return queries.first(log, size, in.tree().size());
  }

  /**
   * The largest checkpoint of a log.
   *
   * @param in the checkpoint of the cell's log that has to commit to it
   */
  public Optional<Anchor> newest(LogId log, SignedTree in) {
    return queries.last(log, 0, in.tree().size());
  }

  /**
   * The entry of the cell's log that commits to a checkpoint. Its content is the checkpoint's text
   * as in c2sp.org/tlog-checkpoint, with the origin of the cell's log, a slash, and the log.
   */
  public Entry opening(Anchor anchor) {
    return ledger.entries(LogId.CELL, anchor.index(), anchor.index() + 1).stream()
        .findFirst()
        .map(StoredEntry::entry)
        .orElseThrow(() -> new IllegalStateException("the cell's log lacks " + anchor));
  }
}
