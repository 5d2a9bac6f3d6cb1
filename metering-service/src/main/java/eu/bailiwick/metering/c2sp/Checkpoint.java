package eu.bailiwick.metering.c2sp;

import eu.bailiwick.metering.event.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * What a log says of its tree: c2sp.org/tlog-checkpoint.
 *
 * @param origin names the log
 * @param size how many leaves
 * @param root the 32 bytes of the root hash
 * @param extensions further lines; nobody can audit them, so ours have none
 */
public record Checkpoint(String origin, long size, Bytes root, List<String> extensions) {

  private static final int LINES = 3;

  /**
   * @throws MalformedException if there can be no such checkpoint
   */
  public Checkpoint {
    extensions = List.copyOf(extensions);
    requireLine(origin);
    extensions.forEach(Checkpoint::requireLine);
    if (size < 0 || root.length() != Texts.HASH_BYTES) {
      throw new MalformedException("a tree of " + size + " leaves, a root of " + root.length());
    }
  }

  /** One without extensions. */
  public Checkpoint(String origin, long size, Bytes root) {
    this(origin, size, root, List.of());
  }

  private static void requireLine(String line) {
    if (line.isEmpty() || line.indexOf('\n') >= 0) {
      throw new MalformedException("a line of a checkpoint that is empty, or two");
    }
  }

  /**
   * Reads the text of a note.
   *
   * @throws MalformedException if it is no checkpoint
   */
  public static Checkpoint parse(String text) {
    List<String> lines = Texts.lines(text);
    if (lines.size() < LINES) {
      throw new MalformedException("a checkpoint has an origin, a size and a root hash");
    }
    return new Checkpoint(
        lines.get(0),
        Texts.decimal(lines.get(1)),
        Texts.hash(lines.get(2)),
        lines.subList(LINES, lines.size()));
  }

  /** The text that is signed. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add(origin);
    lines.add(Long.toString(size));
    lines.add(Texts.base64(root.content()));
    lines.addAll(extensions);
    return String.join("\n", lines) + '\n';
  }
}
