package eu.bailiwick.metering.c2sp;

import eu.bailiwick.metering.event.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Verifies the proofs of RFC 6962, section 2.1, in nothing but hashes. */
public final class MerkleProof {

  /** A proof in a tree of less than 2^63 leaves is never longer. */
  public static final int MAX_HASHES = 63;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private MerkleProof() {}

  /** The root of the tree without leaves. */
  public static Bytes emptyRoot() {
    return new Bytes(new byte[0]).sha256();
  }

  /** The hash of a leaf. */
  public static Bytes leafHash(Bytes leaf) {
    return new Bytes(ByteBuffer.allocate(1 + leaf.length()).put(LEAF).put(leaf.content()).array())
        .sha256();
  }

  private static Bytes node(Bytes left, Bytes right) {
    return new Bytes(
            ByteBuffer.allocate(1 + 2 * Texts.HASH_BYTES)
                .put(NODE)
                .put(left.content())
                .put(right.content())
                .array())
        .sha256();
  }

  /**
   * The root that a leaf, its index and a path lead to.
   *
   * @throws UnverifiedException if a tree of that size has no such leaf, or a path of that leaf
   *     another length
   */
  public static Bytes inclusionRoot(Bytes leafHash, long index, long size, List<Bytes> path) {
    if (index < 0 || index >= size) {
      throw new UnverifiedException("there is no leaf " + index + " among " + size);
    }
    Deque<Bytes> rest = hashes(path);
    Bytes root = leafHash;
    long position = index;
    long last = size - 1;
    while (last > 0) {
      if ((position & 1) == 1) {
        root = node(take(rest), root);
      } else if (position < last) {
        root = node(root, take(rest));
      }
      position >>= 1;
      last >>= 1;
    }
    requireUsedUp(rest);
    return root;
  }

  /**
   * Verifies that a tree begins with all leaves of a smaller one. Every tree begins with the empty
   * one, and a tree with itself, by an empty path.
   *
   * @throws UnverifiedException if the path does not show it
   */
  public static void verifyConsistency(
      long first, long second, Bytes firstRoot, Bytes secondRoot, List<Bytes> path) {
    if (first < 0 || first > second) {
      throw new UnverifiedException("a tree of " + second + " does not begin with " + first);
    }
    Deque<Bytes> rest = hashes(path);
    if (first == 0) {
      requireRoot(firstRoot, emptyRoot());
      requireUsedUp(rest);
    } else if (first == second) {
      requireRoot(firstRoot, secondRoot);
      requireUsedUp(rest);
    } else {
      Climb climb = new Climb(rest, first, second, firstRoot);
      climb.toTheTop();
      requireUsedUp(rest);
      requireRoot(firstRoot, climb.firstRoot);
      requireRoot(secondRoot, climb.secondRoot);
    }
  }

  private static void requireRoot(Bytes expected, Bytes actual) {
    if (!expected.equals(actual)) {
      throw new UnverifiedException("the proof leads to another root");
    }
  }

  private static void requireUsedUp(Deque<Bytes> rest) {
    if (!rest.isEmpty()) {
      throw new UnverifiedException("the proof has " + rest.size() + " hashes too many");
    }
  }

  private static Deque<Bytes> hashes(List<Bytes> path) {
    path.forEach(
        hash -> {
          if (hash.length() != Texts.HASH_BYTES) {
            throw new UnverifiedException("a hash of " + hash.length() + " bytes instead of 32");
          }
        });
    return new ArrayDeque<>(path);
  }

  private static Bytes take(Deque<Bytes> rest) {
    Bytes hash = rest.poll();
    if (hash == null) {
      throw new UnverifiedException("the proof has too few hashes");
    }
    return hash;
  }

  /** From the last subtree of the smaller tree upwards, in both trees at once. */
  private static final class Climb {

    private final Deque<Bytes> rest;
    private long position;
    private long last;
    private Bytes firstRoot;
    private Bytes secondRoot;

    Climb(Deque<Bytes> rest, long first, long second, Bytes known) {
      this.rest = rest;
      int level = Long.numberOfTrailingZeros(first);
      this.position = (first - 1) >> level;
      this.last = (second - 1) >> level;
      this.firstRoot = position == 0 ? known : take(rest); // all of it, which the verifier has
      this.secondRoot = firstRoot;
    }

    void toTheTop() {
      while (last > 0) {
        if ((position & 1) == 1) {
          Bytes left = take(rest);
          firstRoot = node(left, firstRoot);
          secondRoot = node(left, secondRoot);
        } else if (position < last) {
          secondRoot = node(secondRoot, take(rest));
        }
        position >>= 1;
        last >>= 1;
      }
    }
  }
}
