package eu.bailiwick.metering.ledger;

import eu.bailiwick.metering.event.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * The definitions of RFC 6962, section 2.1, word by word, and the verification of RFC 9162,
 * sections 2.1.3.2 and 2.1.4.2: slow, and written apart from what is tested.
 */
final class ReferenceTree {

  private ReferenceTree() {}

  /** MTH. */
  static Bytes root(List<Bytes> leaves) {
    if (leaves.isEmpty()) {
      return new Bytes(new byte[0]).sha256();
    }
    if (leaves.size() == 1) {
      return hash(0, leaves.getFirst());
    }
    int k = split(leaves.size());
    return hash(1, root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
  }

  private static int split(int n) {
    int k = 1;
    while (k * 2 < n) {
      k *= 2;
    }
    return k;
  }

  static Bytes hash(int prefix, Bytes... parts) {
    List<Byte> all = new ArrayList<>(List.of((byte) prefix));
    for (Bytes part : parts) {
      for (byte each : part.content()) {
        all.add(each);
      }
    }
    byte[] bytes = new byte[all.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = all.get(i);
    }
    return new Bytes(bytes).sha256();
  }

  static boolean isIncluded(Bytes leaf, long index, long size, List<Bytes> path, Bytes root) {
    if (index >= size) {
      return false;
    }
    long fn = index;
    long sn = size - 1;
    Bytes r = leaf;
    for (Bytes p : path) {
      if (sn == 0) {
        return false;
      }
      if (fn % 2 == 1 || fn == sn) {
        r = hash(1, p, r);
        while (fn % 2 == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        r = hash(1, r, p);
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 && r.equals(root);
  }

  static boolean isConsistent(
      long first, long second, Bytes firstRoot, Bytes secondRoot, List<Bytes> given) {
    if (first == second) {
      return given.isEmpty() && firstRoot.equals(secondRoot);
    }
    List<Bytes> path = new ArrayList<>(given);
    if (Long.bitCount(first) == 1) {
      path.addFirst(firstRoot);
    }
    if (path.isEmpty()) {
      return false;
    }
    long fn = first - 1;
    long sn = second - 1;
    while (fn % 2 == 1) {
      fn >>= 1;
      sn >>= 1;
    }
    Bytes fr = path.getFirst();
    Bytes sr = path.getFirst();
    for (Bytes c : path.subList(1, path.size())) {
      if (sn == 0) {
        return false;
      }
      if (fn % 2 == 1 || fn == sn) {
        fr = hash(1, c, fr);
        sr = hash(1, c, sr);
        while (fn % 2 == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        sr = hash(1, sr, c);
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 && fr.equals(firstRoot) && sr.equals(secondRoot);
  }
}
