package eu.bailiwick.metering.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bailiwick.metering.event.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees in tiles beside the definitions of RFC 6962. */
class GrowthTest {

  private static final int EXHAUSTIVE = 130;

  /** Tiles as a database keeps them, of a log to which batches are appended. */
  private static final class Stored {
    final Map<Tile.Key, Tile> tiles = new HashMap<>();
    long size;

    void append(int count) {
      Growth growth = new Growth(size, Growth.lastOf(size).stream().map(this::tile).toList());
      for (int i = 0; i < count; i++) {
        assertThat(growth.append(leafHash(size + i))).isEqualTo(size + i);
      }
      for (Tile tile : growth.changed()) {
        Tile before = tiles.put(tile.key(), tile);
        assertThat(before == null || tile.width() > before.width()).isTrue();
      }
      assertThat(growth.changed()).isEmpty();
      size = growth.size();
    }

    Tile tile(Tile.Key key) {
      return Objects.requireNonNull(tiles.get(key));
    }

    Bytes hash(Range range) {
      return TreeHash.range(
          range.subtrees().stream()
              .map(subtree -> tile(Tile.Key.of(subtree)).hash(subtree))
              .toList());
    }

    List<Bytes> hashes(List<Range> ranges) {
      return ranges.stream().map(this::hash).toList();
    }
  }

  /** MTH of RFC 6962, section 2.1, which remembers what it computed. */
  private static final class Definition {
    private final Map<Range, Bytes> known = new HashMap<>();

    Bytes root(long from, long to) {
      if (from == to) {
        return new Bytes(new byte[0]).sha256();
      }
      Range range = new Range(from, to);
      Bytes hash = known.get(range);
      if (hash == null) {
        hash = to - from == 1 ? leafHash(from) : split(from, to);
        known.put(range, hash);
      }
      return hash;
    }

    private Bytes split(long from, long to) {
      long k = from + largestPowerBelow(to - from);
      return ReferenceTree.hash(1, root(from, k), root(k, to));
    }

    /** What a range proof holds, as the definition of evidence says it. */
    List<Bytes> outside(long from, long to, long start, long end) {
      if (end <= from || start >= to) {
        return List.of(root(start, end));
      }
      if (start >= from && end <= to) {
        return List.of();
      }
      long k = start + largestPowerBelow(end - start);
      List<Bytes> all = new ArrayList<>(outside(from, to, start, k));
      all.addAll(outside(from, to, k, end));
      return all;
    }
  }

  private static long largestPowerBelow(long n) {
    long k = 1;
    while (k * 2 < n) {
      k *= 2;
    }
    return k;
  }

  private static Bytes leafHash(long index) {
    return ReferenceTree.hash(0, new Bytes(("leaf " + index).getBytes(StandardCharsets.US_ASCII)));
  }

  /** Computes a root from the leaves of a range and its proof alone. */
  private static Bytes rootFrom(
      long from, long to, long start, long end, Iterator<Bytes> leaves, Iterator<Bytes> proof) {
    if (end <= from || start >= to) {
      return proof.next();
    }
    if (end - start == 1) {
      return leaves.next();
    }
    long k = start + largestPowerBelow(end - start);
    Bytes left = rootFrom(from, to, start, k, leaves, proof);
    return ReferenceTree.hash(1, left, rootFrom(from, to, k, end, leaves, proof));
  }

  @Test
  void everySmallTreeIsAsDefined() {
    Definition definition = new Definition();
    Stored log = new Stored();
    for (int size = 0; size <= EXHAUSTIVE; size++) {
      assertThat(log.hash(Range.ofSize(size))).isEqualTo(definition.root(0, size));
      log.append(1);
    }
  }

  @Test
  void everyProofOfEverySmallTreeHolds() {
    Definition definition = new Definition();
    Stored log = new Stored();
    log.append(EXHAUSTIVE);
    for (int size = 1; size <= EXHAUSTIVE; size++) {
      Bytes root = definition.root(0, size);
      for (int at = 0; at < size; at++) {
        assertThat(
                ReferenceTree.isIncluded(
                    leafHash(at), at, size, log.hashes(Range.inclusion(at, size)), root))
            .isTrue();
        assertThat(
                ReferenceTree.isConsistent(
                    at + 1,
                    size,
                    definition.root(0, at + 1),
                    root,
                    log.hashes(Range.consistency(at + 1, size))))
            .isTrue();
      }
    }
  }

  @Test
  void everyRangeOfEverySmallTreeIsProvenAsDefined() {
    Definition definition = new Definition();
    for (int size = 1; size <= EXHAUSTIVE; size++) {
      for (int from = 0; from < size; from++) {
        for (int to = from + 1; to <= size; to++) {
          List<Bytes> proof =
              Range.outside(new Range(from, to), size).stream()
                  .map(range -> definition.root(range.from(), range.to()))
                  .toList();
          if (!proof.equals(definition.outside(from, to, 0, size))) {
            throw new AssertionError("range " + from + " to " + to + " of " + size);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 33, 130})
  void rangeProofAndLeavesGiveTheRootAndAreUsedUp(int size) {
    Stored log = new Stored();
    log.append(size);
    for (int from = 0; from < size; from++) {
      for (int to = from + 1; to <= size; to += size > 40 ? 9 : 1) {
        Iterator<Bytes> proof = log.hashes(Range.outside(new Range(from, to), size)).iterator();
        Iterator<Bytes> leaves =
            LongStream.range(from, to).mapToObj(GrowthTest::leafHash).iterator();
        assertThat(rootFrom(from, to, 0, size, leaves, proof))
            .isEqualTo(log.hash(Range.ofSize(size)));
        assertThat(proof.hasNext() || leaves.hasNext()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 66_000})
  void treesAroundTheEdgesOfTilesAreAsDefinedHoweverTheyGrew(int size) {
    Definition definition = new Definition();
    Stored atOnce = new Stored();
    atOnce.append(size);
    Stored inParts = new Stored();
    for (int part : List.of(1, 3, 200, 51, 1, 1, 255, 256, 600)) {
      inParts.append((int) Math.min(part, size - inParts.size));
    }
    inParts.append((int) (size - inParts.size));

    Bytes root = definition.root(0, size);
    assertThat(atOnce.hash(Range.ofSize(size))).isEqualTo(root);
    assertThat(inParts.tiles.keySet()).isEqualTo(atOnce.tiles.keySet());
    inParts.tiles.forEach(
        (key, tile) -> assertThat(tile.hashes()).isEqualTo(atOnce.tile(key).hashes()));
    for (int at : List.of(0, 1, 127, 254, size / 2, size - 2, size - 1)) {
      assertThat(
              ReferenceTree.isIncluded(
                  leafHash(at), at, size, atOnce.hashes(Range.inclusion(at, size)), root))
          .isTrue();
      assertThat(
              ReferenceTree.isConsistent(
                  at + 1,
                  size,
                  atOnce.hash(Range.ofSize(at + 1)),
                  root,
                  atOnce.hashes(Range.consistency(at + 1, size))))
          .isTrue();
    }
  }

  @Test
  void tilesHoldHashesOfEveryEighthLevel() {
    Definition definition = new Definition();
    Stored log = new Stored();
    log.append(65_537);

    assertThat(log.tiles).hasSize(256 + 1 + 1 + 1);
    assertThat(log.tile(new Tile.Key(0, 256)).width()).isEqualTo(1);
    assertThat(log.tile(new Tile.Key(1, 0)).isFull()).isTrue();
    assertThat(log.tile(new Tile.Key(1, 0)).hash(3)).isEqualTo(definition.root(768, 1024));
    assertThat(log.tile(new Tile.Key(2, 0)).hash(0)).isEqualTo(definition.root(0, 65_536));
  }

  @Test
  void logThatLacksATileDoesNotGrow() {
    assertThatThrownBy(() -> new Growth(257, List.of())).isInstanceOf(IllegalStateException.class);
    Tile tooShort = new Tile(0, 0, new Bytes(new byte[32]));
    assertThatThrownBy(() -> new Growth(2, List.of(tooShort)))
        .isInstanceOf(IllegalStateException.class);
  }
}
