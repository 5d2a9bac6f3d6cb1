package eu.bailiwick.metering.ledger;

/**
 * A complete subtree, whose hash never changes.
 *
 * @param level it has 2^level leaves
 * @param position how many of its size are to its left
 */
record Subtree(int level, long position) {

  static Subtree leaf(long index) {
    return new Subtree(0, index);
  }

  boolean isRightChild() {
    return (position & 1) == 1;
  }

  Subtree leftSibling() {
    return new Subtree(level, position - 1);
  }

  Subtree parent() {
    return new Subtree(level + 1, position >> 1);
  }
}
