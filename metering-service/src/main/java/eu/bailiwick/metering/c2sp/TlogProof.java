package eu.bailiwick.metering.c2sp;

import eu.bailiwick.metering.event.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Proves offline that something was logged: c2sp.org/tlog-proof.
 *
 * @param extra what the application adds; nobody signed it. Null if there is nothing
 * @param index of the entry
 * @param path from the leaf's sibling to the root's child
 * @param checkpoint with its signatures
 */
public record TlogProof(@Nullable Bytes extra, long index, List<Bytes> path, Note checkpoint) {

  private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";

  /**
   * @throws MalformedException if the path is longer than any
   */
  public TlogProof {
    path = List.copyOf(path);
    if (path.size() > MerkleProof.MAX_HASHES) {
      throw new MalformedException("a path of " + path.size() + " hashes");
    }
  }

  /**
   * Reads a proof.
   *
   * @throws MalformedException if it is none
   */
  public static TlogProof parse(String text) {
    int end = text.indexOf("\n\n");
    if (end < 0) {
      throw new MalformedException("there is no empty line before the checkpoint");
    }
    List<String> lines = Texts.lines(text.substring(0, end + 1));
    int next = 0;
    if (!lines.get(next++).equals(FIRST_LINE)) {
      throw new MalformedException("the first line is not " + FIRST_LINE);
    }
    Bytes extra = null;
    if (next < lines.size() && lines.get(next).startsWith(EXTRA)) {
      extra = Texts.base64(lines.get(next++).substring(EXTRA.length()));
    }
    if (next == lines.size() || !lines.get(next).startsWith(INDEX)) {
      throw new MalformedException("there is no line with an index");
    }
    long index = Texts.decimal(lines.get(next++).substring(INDEX.length()));
    List<Bytes> path = lines.subList(next, lines.size()).stream().map(Texts::hash).toList();
    return new TlogProof(extra, index, path, Note.parse(text.substring(end + 2)));
  }

  /**
   * Verifies that the log had a leaf at this index.
   *
   * @param leafHash of what is said to be logged
   * @param policy whose logs and witnesses count
   * @return what the log says of its tree
   * @throws UnverifiedException if it does not show that
   */
  public Checkpoint verify(Bytes leafHash, TlogPolicy policy) {
    Checkpoint tree = policy.verify(checkpoint);
    if (!MerkleProof.inclusionRoot(leafHash, index, tree.size(), path).equals(tree.root())) {
      throw new UnverifiedException("the leaf is not at index " + index);
    }
    return tree;
  }

  /** As it is stored and sent. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
    if (extra != null) {
      text.append(EXTRA).append(Texts.base64(extra.content())).append('\n');
    }
    text.append(INDEX).append(index).append('\n');
    path.forEach(hash -> text.append(Texts.base64(hash.content())).append('\n'));
    return text.append('\n').append(checkpoint).toString();
  }
}
