package eu.bailiwick.metering.c2sp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a log serves a part of its tree: c2sp.org/tlog-tiles.
 *
 * @param level of hashes, from 0 at the leaves; {@link #ENTRIES} for what was logged
 * @param index of the tile in its level
 * @param width how many hashes or entries; 256 if it is full
 */
public record TilePath(int level, long index, int width) {

  /** The level of bundles of entries. */
  public static final int ENTRIES = -1;

  /** Hashes of a full tile. */
  public static final int FULL = 256;

  private static final int MAX_LEVEL = 63;
  private static final int GROUP = 1000;

  private static final Pattern PATH =
      Pattern.compile(
          "(?<level>entries|[0-9]{1,2})/(?<index>(?:x[0-9]{3}/){0,5}[0-9]{3})"
              + "(?:\\.p/(?<width>[0-9]{1,3}))?");

  /**
   * @throws MalformedException if there is no such tile in any log
   */
  public TilePath {
    if (level < ENTRIES || level > MAX_LEVEL || index < 0 || width < 1 || width > FULL) {
      throw new MalformedException("no tile " + index + " of width " + width + " at " + level);
    }
  }

  /**
   * Reads a path.
   *
   * @param path what stands after {@code tile/}
   * @throws MalformedException if it is none, or written otherwise than it should be
   */
  public static TilePath parse(String path) {
    Matcher parts = PATH.matcher(path);
    if (!parts.matches()) {
      throw new MalformedException("\"" + Texts.shown(path) + "\" is no path of a tile");
    }
    String level = parts.group("level");
    String width = parts.group("width");
    TilePath tile =
        new TilePath(
            level.equals("entries") ? ENTRIES : Integer.parseInt(level),
            Long.parseLong(parts.group("index").replace("x", "").replace("/", "")),
            width == null ? FULL : Integer.parseInt(width));
    if (!tile.toString().equals(path)) {
      throw new MalformedException("\"" + path + "\" is written otherwise: \"" + tile + '"');
    }
    return tile;
  }

  /**
   * Whether all that it holds is in a tree: the tile of that width may have been the last one of a
   * smaller tree.
   *
   * @param size how many leaves
   */
  public boolean isWithin(long size) {
    int shift = 8 * Math.max(level, 0);
    long hashes = shift >= Long.SIZE ? 0 : size >>> shift;
    return index < hashes / FULL || (index == hashes / FULL && width <= hashes % FULL);
  }

  /** The first leaf or entry that it is about, at level 0 and of bundles. */
  public long start() {
    return index * FULL;
  }

  /** What stands after {@code tile/}. */
  @Override
  public String toString() {
    StringBuilder path = new StringBuilder(digits(index % GROUP));
    for (long rest = index / GROUP; rest > 0; rest /= GROUP) {
      path.insert(0, 'x' + digits(rest % GROUP) + '/');
    }
    path.insert(0, (level == ENTRIES ? "entries" : Integer.toString(level)) + '/');
    return width == FULL ? path.toString() : path + ".p/" + width;
  }

  private static String digits(long number) {
    return Long.toString(GROUP + number).substring(1);
  }
}
