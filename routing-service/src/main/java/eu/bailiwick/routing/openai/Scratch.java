package eu.bailiwick.routing.openai;

import io.vertx.core.buffer.Buffer;

/**
 * Bytes that are looked at while they pass, copied where no array need be made for each chunk: a
 * stream is many small ones.
 */
final class Scratch {

  /** Larger chunks get an array of their own, so that no thread keeps one for them. */
  private static final int KEPT = 16 * 1024;

  private static final ThreadLocal<byte[]> ARRAY = ThreadLocal.withInitial(() -> new byte[KEPT]);

  private Scratch() {}

  /**
   * The bytes of a chunk.
   *
   * @return begins with them; of what follows nothing is said. It is theirs until this thread asks
   *     for those of another chunk
   */
  static byte[] of(Buffer chunk) {
    if (chunk.length() > KEPT) {
      return chunk.getBytes();
    }
    byte[] array = ARRAY.get();
    chunk.getBytes(array);
    return array;
  }
}
