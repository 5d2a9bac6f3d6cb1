package eu.bailiwick.metering.c2sp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bailiwick.metering.event.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against trees that are built word for word as RFC 6962 defines them. */
class MerkleProofTest {

  private static final int LARGEST = 66;
  private static final Bytes OTHER = new Bytes(new byte[32]);

  private static NaiveTree tree(int size) {
    return new NaiveTree(
        IntStream.range(0, size)
            .mapToObj(n -> new Bytes(("leaf " + n).getBytes(StandardCharsets.UTF_8)))
            .toList());
  }

  /** Each a little wrong: a hash more, a hash less, a hash changed, two swapped. */
  private static List<List<Bytes>> mutations(List<Bytes> path) {
    List<List<Bytes>> mutations = new ArrayList<>();
    for (int at = 0; at <= path.size(); at++) {
      List<Bytes> more = new ArrayList<>(path);
      more.add(at, OTHER);
      mutations.add(more);
      if (at < path.size()) {
        List<Bytes> less = new ArrayList<>(path);
        less.remove(at);
        mutations.add(less);
        List<Bytes> changed = new ArrayList<>(path);
        changed.set(at, OTHER);
        mutations.add(changed);
      }
      if (at + 1 < path.size()) {
        List<Bytes> swapped = new ArrayList<>(path);
        swapped.set(at, path.get(at + 1));
        swapped.set(at + 1, path.get(at));
        mutations.add(swapped);
      }
    }
    return mutations;
  }

  private static boolean isIncluded(
      Bytes leafHash, int index, int size, List<Bytes> path, Bytes root) {
    try {
      return MerkleProof.inclusionRoot(leafHash, index, size, path).equals(root);
    } catch (UnverifiedException e) {
      return false;
    }
  }

  private static boolean isConsistent(
      int first, int second, Bytes firstRoot, Bytes secondRoot, List<Bytes> path) {
    try {
      MerkleProof.verifyConsistency(first, second, firstRoot, secondRoot, path);
      return true;
    } catch (UnverifiedException e) {
      return false;
    }
  }

  @Test
  void everyLeafOfEverySmallTreeIsProvenAndNoMutation() {
    for (int size = 1; size <= LARGEST; size++) {
      NaiveTree tree = tree(size);
      Bytes root = tree.root();
      for (int index = 0; index < size; index++) {
        Bytes leafHash = MerkleProof.leafHash(tree.leaves().get(index));
        List<Bytes> path = tree.inclusion(index);
        assertThat(isIncluded(leafHash, index, size, path, root)).isTrue();
        assertThat(isIncluded(OTHER, index, size, path, root)).isFalse();
        assertThat(isIncluded(leafHash, index + 1, size, path, root)).isFalse();
        assertThat(isIncluded(leafHash, index - 1, size, path, root)).isFalse();
        for (List<Bytes> wrong : mutations(path)) {
          assertThat(isIncluded(leafHash, index, size, wrong, root)).isFalse();
        }
      }
    }
  }

  @Test
  void everyGrowthOfEverySmallTreeIsProvenAndNoMutation() {
    for (int second = 1; second <= LARGEST; second++) {
      NaiveTree tree = tree(second);
      Bytes root = tree.root();
      for (int first = 1; first <= second; first++) {
        Bytes firstRoot = tree.first(first).root();
        List<Bytes> path = tree.consistency(first);
        assertThat(isConsistent(first, second, firstRoot, root, path)).isTrue();
        assertThat(isConsistent(first, second, OTHER, root, path)).isFalse();
        assertThat(isConsistent(first, second, firstRoot, OTHER, path)).isFalse();
        assertThat(isConsistent(first + 1, second, firstRoot, root, path)).isFalse();
        for (List<Bytes> wrong : mutations(path)) {
          assertThat(isConsistent(first, second, firstRoot, root, wrong)).isFalse();
        }
      }
    }
  }

  @Test
  void everyTreeBeginsWithTheEmptyOne() {
    Bytes empty = MerkleProof.emptyRoot();

    assertThat(empty.toString()).startsWith("e3b0c442");
    assertThat(isConsistent(0, 3, empty, tree(3).root(), List.of())).isTrue();
    assertThat(isConsistent(0, 3, OTHER, tree(3).root(), List.of())).isFalse();
    assertThat(isConsistent(0, 3, empty, tree(3).root(), List.of(OTHER))).isFalse();
  }

  @Test
  void hashesOfAnotherLengthAreRefused() {
    assertThatThrownBy(
            () -> MerkleProof.inclusionRoot(OTHER, 0, 2, List.of(new Bytes(new byte[31]))))
        .isInstanceOf(UnverifiedException.class);
  }

  @Test
  void leafHashIsThatOfTheDrafts() {
    assertThat(MerkleProof.leafHash(new Bytes(new byte[0])).toString()).startsWith("6e340b9c");
    assertThat(
            MerkleProof.leafHash(new Bytes("L123456".getBytes(StandardCharsets.UTF_8))).toString())
        .startsWith("395aa064");
  }
}
