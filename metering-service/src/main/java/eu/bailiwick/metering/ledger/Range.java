package eu.bailiwick.metering.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * Leaves of a tree that are next to each other, and have a hash of their own in it: {@code from} is
 * a multiple of the smallest power of two that is not below their number.
 *
 * @param from first leaf
 * @param to first leaf behind
 */
record Range(long from, long to) {

  /** A whole tree. */
  static Range ofSize(long size) {
    return new Range(0, size);
  }

  /**
   * The ranges whose hashes prove, from the leaf to the root, that a leaf is in a tree: PATH of RFC
   * 6962, section 2.1.1.
   *
   * @param index below {@code size}
   */
  static List<Range> inclusion(long index, long size) {
    List<Range> path = new ArrayList<>();
    Range rest = ofSize(size);
    while (rest.length() > 1) {
      Range left = rest.left();
      Range right = rest.right();
      boolean isLeft = index < left.to();
      path.add(isLeft ? right : left);
      rest = isLeft ? left : right;
    }
    return path.reversed();
  }

  /**
   * The ranges whose hashes prove that a tree begins with all of a smaller one: PROOF of RFC 6962,
   * section 2.1.2.
   *
   * @param first size of the smaller one, above zero
   * @param second size of the larger one, not below {@code first}
   */
  static List<Range> consistency(long first, long second) {
    List<Range> path = new ArrayList<>();
    Range rest = ofSize(second);
    while (rest.to() != first) {
      Range left = rest.left();
      Range right = rest.right();
      boolean endsLeft = first <= left.to();
      path.add(endsLeft ? right : left);
      rest = endsLeft ? left : right;
    }
    if (rest.from() > 0) {
      path.add(rest); // otherwise it is the smaller tree, whose root the verifier has
    }
    return path.reversed();
  }

  /**
   * The ranges whose hashes prove, together with the leaves of a part, the root of a tree: the
   * largest subtrees of RFC 6962's recursive split that lie outside of the part, left to right.
   *
   * @param part not empty, and within the tree
   */
  static List<Range> outside(Range part, long size) {
    List<Range> path = new ArrayList<>();
    ofSize(size).collectOutside(part, path);
    return path;
  }

  private void collectOutside(Range part, List<Range> path) {
    if (to <= part.from || from >= part.to) {
      path.add(this);
    } else if (from < part.from || to > part.to) {
      left().collectOutside(part, path);
      right().collectOutside(part, path);
    }
  }

  /** The complete subtrees that it is made of, left to right; none if it is empty. */
  List<Subtree> subtrees() {
    List<Subtree> subtrees = new ArrayList<>();
    long start = from;
    while (start < to) {
      long largest = Long.highestOneBit(to - start);
      int level = Long.numberOfTrailingZeros(largest);
      subtrees.add(new Subtree(level, start >> level));
      start += largest;
    }
    return subtrees;
  }

  private long length() {
    return to - from;
  }

  /** Its left child: as many leaves as the largest power of two below their number. */
  private Range left() {
    return new Range(from, from + Long.highestOneBit(length() - 1));
  }

  private Range right() {
    return new Range(left().to(), to);
  }
}
