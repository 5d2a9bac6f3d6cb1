package eu.bailiwick.metering.c2sp;

import eu.bailiwick.metering.event.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Merkle trees word for word as RFC 6962, section 2.1, defines them. Slow. */
public record NaiveTree(List<Bytes> leaves) {

  /** Hash of all leaves. */
  public Bytes root() {
    if (leaves.isEmpty()) {
      return new Bytes(new byte[0]).sha256();
    }
    if (leaves.size() == 1) {
      return hash(0, leaves.getFirst(), new Bytes(new byte[0]));
    }
    return hash(1, left().root(), right().root());
  }

  private static Bytes hash(int prefix, Bytes first, Bytes second) {
    return new Bytes(
            ByteBuffer.allocate(1 + first.length() + second.length())
                .put((byte) prefix)
                .put(first.content())
                .put(second.content())
                .array())
        .sha256();
  }

  /** The first of so many leaves. */
  public NaiveTree first(int size) {
    return new NaiveTree(leaves.subList(0, size));
  }

  private NaiveTree left() {
    return first(Integer.highestOneBit(leaves.size() - 1));
  }

  private NaiveTree right() {
    return new NaiveTree(leaves.subList(Integer.highestOneBit(leaves.size() - 1), leaves.size()));
  }

  /** PATH(m, D[n]). */
  public List<Bytes> inclusion(int index) {
    if (leaves.size() == 1) {
      return List.of();
    }
    int split = left().leaves.size();
    return index < split
        ? plus(left().inclusion(index), right().root())
        : plus(right().inclusion(index - split), left().root());
  }

  /** PROOF(m, D[n]). */
  public List<Bytes> consistency(int first) {
    return subproof(first, true);
  }

  private List<Bytes> subproof(int first, boolean whole) {
    if (first == leaves.size()) {
      return whole ? List.of() : List.of(root());
    }
    int split = left().leaves.size();
    return first <= split
        ? plus(left().subproof(first, whole), right().root())
        : plus(right().subproof(first - split, false), left().root());
  }

  private static List<Bytes> plus(List<Bytes> path, Bytes hash) {
    List<Bytes> longer = new ArrayList<>(path);
    longer.add(hash);
    return List.copyOf(longer);
  }
}
