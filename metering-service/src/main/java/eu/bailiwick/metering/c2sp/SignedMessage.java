package eu.bailiwick.metering.c2sp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a signature is made over. */
final class SignedMessage {

  private static final String COSIGNATURE = "cosignature/v1\ntime ";
  private static final byte[] SUBTREE = "subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_NAME = 255;

  private SignedMessage() {}

  /**
   * @param signer name of the key
   * @param text of the note
   * @param seconds since the epoch; of a type that says no time, anything
   * @throws MalformedException if the type signs checkpoints only and this is none, or the time is
   *     before the epoch
   */
  static byte[] of(SignatureType type, String signer, String text, long seconds) {
    if (seconds < 0) {
      throw new MalformedException("a time of 2^63 seconds or more");
    }
    return switch (type) {
      case ED25519 -> text.getBytes(StandardCharsets.UTF_8);
      case COSIGNATURE_ED25519 ->
          (COSIGNATURE + seconds + '\n' + text).getBytes(StandardCharsets.UTF_8);
      case COSIGNATURE_ML_DSA_44 -> subtree(signer, Checkpoint.parse(text), seconds);
    };
  }

  /** Begins with the first leaf: a whole tree. */
  private static byte[] subtree(String signer, Checkpoint checkpoint, long seconds) {
    byte[] name = name(signer);
    byte[] origin = name(checkpoint.origin());
    return ByteBuffer.allocate(
            SUBTREE.length + 2 + name.length + origin.length + 3 * Long.BYTES + Texts.HASH_BYTES)
        .put(SUBTREE)
        .put((byte) name.length)
        .put(name)
        .putLong(seconds)
        .put((byte) origin.length)
        .put(origin)
        .putLong(0)
        .putLong(checkpoint.size())
        .put(checkpoint.root().content())
        .array();
  }

  private static byte[] name(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LONGEST_NAME) {
      throw new MalformedException("a name of more than 255 bytes");
    }
    return bytes;
  }
}
