package eu.bailiwick.metering.ledger;

import eu.bailiwick.metering.event.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A tree that grows: knows the last tile of each level, and collects the tiles that changed. */
final class Growth {

  private long size;

  /** The last tile of each level while it is not full; null for one that would be empty. */
  private final List<@Nullable Edge> edges = new ArrayList<>();

  private final Map<Tile.Key, Tile> full = new LinkedHashMap<>();

  /** The beginning of a tile. */
  private static final class Edge {
    final long index;
    final byte[] hashes = new byte[Tile.WIDTH * Tile.HASH_BYTES];
    int length;
    boolean changed;

    Edge(long index) {
      this.index = index;
    }

    Edge(Tile tile) {
      this(tile.index());
      length = tile.hashes().length();
      System.arraycopy(tile.hashes().content(), 0, hashes, 0, length);
    }

    void add(Bytes hash) {
      System.arraycopy(hash.content(), 0, hashes, length, Tile.HASH_BYTES);
      length += Tile.HASH_BYTES;
      changed = true;
    }

    Tile tile(int level) {
      return new Tile(level, index, new Bytes(Arrays.copyOf(hashes, length)));
    }
  }

  /**
   * Goes on where a tree ended.
   *
   * @param last its tiles that {@link #lastOf} names
   * @throws IllegalStateException if they are not those
   */
  Growth(long size, Collection<Tile> last) {
    Set<Tile.Key> given = last.stream().map(Tile::key).collect(Collectors.toSet());
    if (!given.equals(Set.copyOf(lastOf(size)))) {
      throw new IllegalStateException("a log of " + size + " entries has the tiles " + given);
    }
    this.size = size;
    last.forEach(this::goOn);
  }

  private void goOn(Tile tile) {
    long hashes = size >> (Tile.HEIGHT * tile.level());
    if (tile.width() != hashes % Tile.WIDTH) {
      throw new IllegalStateException(
          "of a log of %d entries, %s has %d hashes".formatted(size, tile.key(), tile.width()));
    }
    put(tile.level(), new Edge(tile));
  }

  /** The tiles of a tree of a size that are not full. */
  static List<Tile.Key> lastOf(long size) {
    List<Tile.Key> last = new ArrayList<>();
    int level = 0;
    for (long hashes = size; hashes > 0; hashes /= Tile.WIDTH) {
      if (hashes % Tile.WIDTH != 0) {
        last.add(new Tile.Key(level, hashes / Tile.WIDTH));
      }
      level++;
    }
    return last;
  }

  long size() {
    return size;
  }

  /** Appends a leaf; returns its index. */
  long append(Bytes leafHash) {
    add(0, leafHash);
    return size++;
  }

  private void add(int level, Bytes hash) {
    Edge edge = edge(level);
    edge.add(hash);
    if (edge.length == edge.hashes.length) {
      Tile tile = edge.tile(level);
      full.put(tile.key(), tile);
      edges.set(level, null);
      add(level + 1, tile.root());
    }
  }

  private Edge edge(int level) {
    Edge edge = level < edges.size() ? edges.get(level) : null;
    if (edge == null) {
      edge = new Edge(size >> (Tile.HEIGHT * (level + 1)));
      put(level, edge);
    }
    return edge;
  }

  private void put(int level, Edge edge) {
    while (edges.size() <= level) {
      edges.add(null);
    }
    edges.set(level, edge);
  }

  /** The tiles that are new or longer since it was called last, full ones first. */
  List<Tile> changed() {
    List<Tile> changed = new ArrayList<>(full.values());
    full.clear();
    for (int level = 0; level < edges.size(); level++) {
      Edge edge = edges.get(level);
      if (edge != null && edge.changed) {
        edge.changed = false;
        changed.add(edge.tile(level));
      }
    }
    return changed;
  }
}
