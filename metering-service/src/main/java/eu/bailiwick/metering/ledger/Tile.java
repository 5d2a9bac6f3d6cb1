package eu.bailiwick.metering.ledger;

import eu.bailiwick.metering.event.Bytes;
import java.util.Arrays;

/**
 * Up to 256 hashes of complete subtrees that are next to each other, one behind the other, as in
 * C2SP tlog-tiles.
 *
 * @param level its hashes are of subtrees with 256^level leaves
 * @param index from the left; only the last one of a level has fewer than 256 hashes
 * @param hashes 32 bytes each
 */
record Tile(int level, long index, Bytes hashes) {

  static final int WIDTH = 256;
  static final int HASH_BYTES = 32;

  /** How many levels of a tree one level of tiles stands for. */
  static final int HEIGHT = 8;

  /** Names a tile of a log. */
  record Key(int level, long index) {

    /** The tile from which the hash of a subtree can be computed. */
    static Key of(Subtree subtree) {
      return new Key(subtree.level() / HEIGHT, firstHash(subtree) / WIDTH);
    }
  }

  private static long firstHash(Subtree subtree) {
    return subtree.position() << (subtree.level() % HEIGHT);
  }

  Key key() {
    return new Key(level, index);
  }

  int width() {
    return hashes.length() / HASH_BYTES;
  }

  boolean isFull() {
    return width() == WIDTH;
  }

  /** One hash, counted from the left of the tile. */
  Bytes hash(int at) {
    return new Bytes(Arrays.copyOfRange(hashes.content(), at * HASH_BYTES, (at + 1) * HASH_BYTES));
  }

  /**
   * The hash of a complete subtree.
   *
   * @param subtree one whose key is this tile's
   * @throws IllegalStateException if the tile does not reach so far
   */
  Bytes hash(Subtree subtree) {
    int first = (int) (firstHash(subtree) % WIDTH);
    int hashesBelow = 1 << (subtree.level() % HEIGHT);
    if (first + hashesBelow > width()) {
      throw new IllegalStateException("the ledger lacks " + subtree);
    }
    return root(first, hashesBelow);
  }

  /** The hash over all of a full tile. */
  Bytes root() {
    return root(0, WIDTH);
  }

  private Bytes root(int first, int count) {
    if (count == 1) {
      return hash(first);
    }
    int half = count / 2;
    return TreeHash.node(root(first, half), root(first + half, half));
  }
}
