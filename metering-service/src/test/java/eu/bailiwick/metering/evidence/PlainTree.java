package eu.bailiwick.metering.evidence;

import eu.bailiwick.metering.event.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The tree of RFC 6962 by its definitions, over hashes of leaves, and the proofs in it. */
record PlainTree(List<Bytes> leaves) {

  Bytes root() {
    return root(0, leaves.size());
  }

  private Bytes root(int from, int to) {
    if (to == from) {
      return new Bytes(new byte[0]).sha256();
    }
    if (to - from == 1) {
      return leaves.get(from);
    }
    int middle = from + split(to - from);
    return node(root(from, middle), root(middle, to));
  }

  private static int split(int n) {
    return Integer.highestOneBit(n - 1);
  }

  private static Bytes node(Bytes left, Bytes right) {
    return new Bytes(
            ByteBuffer.allocate(65).put((byte) 1).put(left.content()).put(right.content()).array())
        .sha256();
  }

  List<Bytes> inclusion(int index) {
    List<Bytes> path = new ArrayList<>();
    int from = 0;
    int to = leaves.size();
    while (to - from > 1) {
      int middle = from + split(to - from);
      boolean left = index < middle;
      path.add(left ? root(middle, to) : root(from, middle));
      from = left ? from : middle;
      to = left ? middle : to;
    }
    return path.reversed();
  }

  /** The hashes of all that is outside of a range. */
  List<Bytes> range(long first, long end) {
    List<Bytes> outside = new ArrayList<>();
    if (!leaves.isEmpty()) {
      collect(0, leaves.size(), first, end, outside);
    }
    return outside;
  }

  private void collect(int from, int to, long first, long end, List<Bytes> outside) {
    if (to <= first || from >= end) {
      outside.add(root(from, to));
    } else if (to - from > 1) {
      int middle = from + split(to - from);
      collect(from, middle, first, end, outside);
      collect(middle, to, first, end, outside);
    }
  }

  List<Bytes> consistency(int first) {
    List<Bytes> path = new ArrayList<>();
    int from = 0;
    int to = leaves.size();
    while (to != first) {
      int middle = from + split(to - from);
      boolean left = first <= middle;
      path.add(left ? root(middle, to) : root(from, middle));
      from = left ? from : middle;
      to = left ? middle : to;
    }
    if (from > 0) {
      path.add(root(from, to));
    }
    return path.reversed();
  }
}
