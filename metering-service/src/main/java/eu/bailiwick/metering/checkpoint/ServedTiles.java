package eu.bailiwick.metering.checkpoint;

import eu.bailiwick.metering.c2sp.EntryBundle;
import eu.bailiwick.metering.c2sp.MalformedException;
import eu.bailiwick.metering.c2sp.TilePath;
import eu.bailiwick.metering.ledger.Ledger;
import eu.bailiwick.metering.ledger.LogId;
import eu.bailiwick.metering.ledger.StoredEntry;
import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import jakarta.inject.Singleton;

/** The parts of a tree up to a size that a checkpoint names. */
@Singleton
final class ServedTiles {

  private final Ledger ledger;

  ServedTiles(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * Bytes of a tile of hashes.
   *
   * @param path what stands after {@code tile/}
   * @param size of the tree; what is beyond is not there
   * @throws ProblemException if there is none
   */
  byte[] hashes(LogId log, String path, long size) {
    TilePath tile = tile(path, size);
    if (tile.level() == TilePath.ENTRIES) {
      throw none(path);
    }
    return ledger.tile(log, tile.level(), tile.index(), tile.width());
  }

  /** Bytes of a tile of hashes, or of a bundle of entries. */
  byte[] any(LogId log, String path, long size) {
    TilePath tile = tile(path, size);
    return tile.level() == TilePath.ENTRIES
        ? EntryBundle.encode(
            ledger.entries(log, tile.start(), tile.start() + tile.width()).stream()
                .map(StoredEntry::leaf)
                .toList())
        : ledger.tile(log, tile.level(), tile.index(), tile.width());
  }

  private static TilePath tile(String path, long size) {
    try {
      TilePath tile = TilePath.parse(path);
      if (tile.isWithin(size)) {
        return tile;
      }
    } catch (MalformedException e) {
      throw none(path);
    }
    throw none(path);
  }

  private static ProblemException none(String path) {
    return new ProblemException(ErrorCode.NOT_FOUND, "There is no tile " + path + ".");
  }
}
