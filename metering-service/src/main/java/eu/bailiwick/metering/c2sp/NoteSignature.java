package eu.bailiwick.metering.c2sp;

import eu.bailiwick.metering.event.Bytes;
import java.nio.ByteBuffer;

/**
 * A line under a note.
 *
 * @param key name of the key
 * @param keyId tells keys of one name apart
 * @param signature as the type of the key lays it out
 */
public record NoteSignature(String key, int keyId, Bytes signature) {

  private static final String BEGIN = "— ";
  private static final int ID_BYTES = 4;

  /**
   * @throws MalformedException if no key may have that name, or there is no signature
   */
  public NoteSignature {
    if (!Texts.isName(key)) {
      throw new MalformedException("\"" + Texts.shown(key) + "\" is no name of a key");
    }
    if (signature.length() == 0) {
      throw new MalformedException("a signature without bytes");
    }
  }

  /**
   * Reads a line.
   *
   * @param line without its line feed
   * @throws MalformedException if it is none
   */
  public static NoteSignature parse(String line) {
    int end = line.indexOf(' ', BEGIN.length());
    if (!line.startsWith(BEGIN) || end < 0) {
      throw new MalformedException("\"" + Texts.shown(line) + "\" is no line of a signature");
    }
    ByteBuffer content = ByteBuffer.wrap(Texts.base64(line.substring(end + 1)).content());
    if (content.remaining() <= ID_BYTES) {
      throw new MalformedException("a signature without bytes");
    }
    int keyId = content.getInt();
    byte[] signature = new byte[content.remaining()];
    content.get(signature);
    return new NoteSignature(line.substring(BEGIN.length(), end), keyId, new Bytes(signature));
  }

  /** The line, with its line feed. */
  public String line() {
    byte[] content =
        ByteBuffer.allocate(ID_BYTES + signature.length())
            .putInt(keyId)
            .put(signature.content())
            .array();
    return BEGIN + key + ' ' + Texts.base64(content) + '\n';
  }
}
