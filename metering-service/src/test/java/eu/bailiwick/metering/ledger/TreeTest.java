package eu.bailiwick.metering.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.metering.event.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Against the vectors of Certificate Transparency, and against the definitions themselves. */
class TreeTest {

  private static final int LARGEST = 70;

  private static final List<Bytes> VECTOR_LEAVES =
      Stream.of(
              "",
              "00",
              "10",
              "2021",
              "3031",
              "40414243",
              "5051525354555657",
              "606162636465666768696a6b6c6d6e6f")
          .map(TreeTest::hex)
          .toList();

  private static final List<String> VECTOR_ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  private static final List<Bytes> LEAVES =
      IntStream.range(0, LARGEST).mapToObj(i -> ascii("leaf " + i)).toList();

  private static Bytes hex(String hex) {
    return new Bytes(HexFormat.of().parseHex(hex));
  }

  private static Bytes ascii(String text) {
    return new Bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static Bytes hash(List<Bytes> leaves, Range range) {
    return TreeHash.range(
        range.subtrees().stream()
            .map(
                subtree -> {
                  int from = Math.toIntExact(subtree.position() << subtree.level());
                  return ReferenceTree.root(leaves.subList(from, from + (1 << subtree.level())));
                })
            .toList());
  }

  private static List<Bytes> hashes(List<Range> ranges) {
    return ranges.stream().map(range -> hash(LEAVES, range)).toList();
  }

  @Test
  void leavesAndNodesHashAsPublished() {
    assertThat(TreeHash.leaf(ascii("L123456")).toString())
        .isEqualTo("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56");
    assertThat(TreeHash.node(ascii("N123"), ascii("N456")).toString())
        .isEqualTo("aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb");
  }

  @Test
  void rootsAreAsPublished() {
    for (int size = 0; size < VECTOR_ROOTS.size(); size++) {
      assertThat(hash(VECTOR_LEAVES, Range.ofSize(size)).toString())
          .isEqualTo(VECTOR_ROOTS.get(size));
    }
  }

  @Test
  void everyInclusionIsProvenAndNothingElse() {
    for (int size = 1; size <= LARGEST; size++) {
      Bytes root = ReferenceTree.root(LEAVES.subList(0, size));
      for (int index = 0; index < size; index++) {
        List<Bytes> path = hashes(Range.inclusion(index, size));
        Bytes leaf = TreeHash.leaf(LEAVES.get(index));
        assertThat(ReferenceTree.isIncluded(leaf, index, size, path, root)).isTrue();
        Bytes other = TreeHash.leaf(ascii("another"));
        assertThat(ReferenceTree.isIncluded(other, index, size, path, root)).isFalse();
        for (List<Bytes> broken : mutations(path)) {
          assertThat(ReferenceTree.isIncluded(leaf, index, size, broken, root)).isFalse();
        }
      }
    }
  }

  @Test
  void everyGrowthIsProvenAndNothingElse() {
    for (int second = 1; second <= LARGEST; second++) {
      Bytes root = ReferenceTree.root(LEAVES.subList(0, second));
      for (int first = 1; first <= second; first++) {
        Bytes before = ReferenceTree.root(LEAVES.subList(0, first));
        List<Bytes> path = hashes(Range.consistency(first, second));
        assertThat(ReferenceTree.isConsistent(first, second, before, root, path)).isTrue();
        for (List<Bytes> broken : mutations(path)) {
          assertThat(ReferenceTree.isConsistent(first, second, before, root, broken)).isFalse();
        }
      }
    }
  }

  private static List<List<Bytes>> mutations(List<Bytes> path) {
    List<List<Bytes>> mutations = new ArrayList<>();
    mutations.add(with(path, copy -> copy.addLast(TreeHash.empty())));
    for (int i = 0; i < path.size(); i++) {
      int at = i;
      mutations.add(with(path, copy -> copy.remove(at)));
      mutations.add(with(path, copy -> copy.set(at, flipped(copy.get(at)))));
    }
    return mutations;
  }

  private interface Mutation {
    void on(List<Bytes> path);
  }

  private static List<Bytes> with(List<Bytes> path, Mutation mutation) {
    List<Bytes> copy = new ArrayList<>(path);
    mutation.on(copy);
    return copy;
  }

  private static Bytes flipped(Bytes hash) {
    byte[] bytes = hash.content().clone();
    bytes[31] ^= 1;
    return new Bytes(bytes);
  }
}
