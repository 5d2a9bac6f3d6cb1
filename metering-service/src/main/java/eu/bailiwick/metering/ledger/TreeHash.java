package eu.bailiwick.metering.ledger;

import eu.bailiwick.metering.event.Bytes;
import java.nio.ByteBuffer;
import java.util.List;

/** The hashes of RFC 6962, section 2.1, with SHA-256. */
public final class TreeHash {

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private TreeHash() {}

  /** Of a tree without leaves. */
  public static Bytes empty() {
    return new Bytes(new byte[0]).sha256();
  }

  /** Of one leaf, given its bytes. */
  public static Bytes leaf(Bytes leaf) {
    return new Bytes(ByteBuffer.allocate(1 + leaf.length()).put(LEAF).put(leaf.content()).array())
        .sha256();
  }

  /** Of two subtrees that are next to each other. */
  public static Bytes node(Bytes left, Bytes right) {
    return new Bytes(
            ByteBuffer.allocate(1 + left.length() + right.length())
                .put(NODE)
                .put(left.content())
                .put(right.content())
                .array())
        .sha256();
  }

  /**
   * Of a range, from its complete subtrees.
   *
   * @param subtrees left to right, as {@link Range#subtrees} gives them
   */
  static Bytes range(List<Bytes> subtrees) {
    return subtrees.reversed().stream()
        .reduce((right, left) -> node(left, right))
        .orElseGet(TreeHash::empty);
  }
}
