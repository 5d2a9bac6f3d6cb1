package eu.bailiwick.metering.ledger;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Database;
import eu.bailiwick.metering.storage.StorageUnavailableException;
import eu.bailiwick.metering.storage.Transactions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;

/**
 * The logs of the cell. What was once read never changes. Every call blocks; reading throws {@link
 * ProblemException} if PostgreSQL does not answer.
 */
@Singleton
public final class Ledger {

  private final LedgerQueries queries;
  private final EntryStore entries;

  /** The logs in a database, apart from the service. */
  public Ledger(Database database, Transactions transactions, Clock clock) {
    this(new LedgerQueries(database), new EntryStore(transactions, clock));
  }

  @Inject
  Ledger(LedgerQueries queries, EntryStore entries) {
    this.queries = queries;
    this.entries = entries;
  }

  /**
   * Appends an entry in a transaction of its own. Within one of the caller's, see {@link
   * Appending}.
   *
   * @return its index
   * @throws StorageUnavailableException if that is not known to have succeeded
   */
  public long append(LogId log, Entry entry) {
    return entries.append(log, entry);
  }

  /** How many entries a log has; 0 if there is no such log. */
  public long size(LogId log) {
    return queries.size(log);
  }

  /**
   * The root hash of a log when it had so many entries.
   *
   * @throws IllegalArgumentException if it never had so many
   */
  public Bytes root(LogId log, long size) {
    requireSize(log, size);
    return hashes(log, List.of(Range.ofSize(size))).getFirst();
  }

  /**
   * The path of RFC 6962, section 2.1.1, from the leaf's sibling to the root's child.
   *
   * @throws IllegalArgumentException if the entry is not below that size, or the log never had it
   */
  public List<Bytes> inclusion(LogId log, long index, long size) {
    require(0 <= index && index < size, "entry " + index + " of " + size);
    requireSize(log, size);
    return hashes(log, Range.inclusion(index, size));
  }

  /**
   * The proof of RFC 6962, section 2.1.2, that the second size begins with all of the first.
   *
   * @throws IllegalArgumentException unless 0 &lt; first &lt;= second, and the log had the second
   */
  public List<Bytes> consistency(LogId log, long first, long second) {
    require(0 < first && first <= second, "from size " + first + " to " + second);
    requireSize(log, second);
    return hashes(log, Range.consistency(first, second));
  }

  /**
   * What proves, together with the leaves from {@code from} to before {@code to}, the root of a
   * size: the hashes of the largest subtrees, in RFC 6962's recursive split, that lie outside of
   * the range, left to right.
   *
   * @throws IllegalArgumentException if the range is empty or beyond the size, or the log never had
   *     that
   */
  public List<Bytes> range(LogId log, long from, long to, long size) {
    require(0 <= from && from < to && to <= size, from + " to " + to + " of " + size);
    requireSize(log, size);
    return hashes(log, Range.outside(new Range(from, to), size));
  }

  /**
   * The hashes of leaves.
   *
   * @param from the first
   * @param to the first behind the last
   * @throws IllegalArgumentException if the log has not so many
   */
  public List<Bytes> leafHashes(LogId log, long from, long to) {
    require(0 <= from && from <= to, from + " to " + to);
    requireSize(log, to);
    List<Tile.Key> keys =
        from == to
            ? List.of()
            : LongStream.rangeClosed(from / Tile.WIDTH, (to - 1) / Tile.WIDTH)
                .mapToObj(index -> new Tile.Key(0, index))
                .toList();
    Map<Tile.Key, Tile> tiles = queries.tiles(log, keys);
    List<Bytes> hashes = new ArrayList<>(Math.toIntExact(to - from));
    for (long index = from; index < to; index++) {
      Tile tile = tiles.get(new Tile.Key(0, index / Tile.WIDTH));
      hashes.add(tile == null ? missing(log, index) : tile.hash((int) (index % Tile.WIDTH)));
    }
    return hashes;
  }

  private static Bytes missing(LogId log, long index) {
    throw new IllegalStateException("the ledger lacks leaf " + index + " of " + log);
  }

  /**
   * A tile as C2SP tlog-tiles defines it.
   *
   * @param level its hashes are of subtrees with 256^level leaves
   * @param index from the left
   * @param width how many hashes, 1 to 256
   * @return 32 bytes for each
   * @throws IllegalArgumentException if the log has no such tile, or not yet with so many hashes
   */
  public byte[] tile(LogId log, int level, long index, int width) {
    require(0 < width && width <= Tile.WIDTH, "a tile of " + width);
    Tile.Key key = new Tile.Key(level, index);
    Tile tile = queries.tiles(log, List.of(key)).get(key);
    if (tile == null || tile.width() < width) {
      throw new IllegalArgumentException(log + " has no " + key + " with " + width + " hashes");
    }
    return Arrays.copyOf(tile.hashes().content(), width * Tile.HASH_BYTES);
  }

  /**
   * The entries that are kept with their content, oldest first; leaves of usage events are not
   * among them.
   *
   * @param from the first index
   * @param to the first behind the last
   */
  public List<StoredEntry> entries(LogId log, long from, long to) {
    return queries
        .entries(
            log, new Condition().and("e.index >= ? AND e.index < ?", from, to), Integer.MAX_VALUE)
        .reversed();
  }

  /** Where the leaf of a usage event stands in the log of its tenant; empty if it is not there. */
  public Optional<Long> indexOfEvent(LogId log, UUID epoch, long sequence) {
    return queries.indexOfEvent(log, epoch, sequence);
  }

  private List<Bytes> hashes(LogId log, List<Range> ranges) {
    return queries.hashes(log, ranges);
  }

  private void requireSize(LogId log, long size) {
    require(0 <= size && size <= queries.size(log), log + " never had " + size + " entries");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
