package eu.bailiwick.routing.catalogue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of an API key as four words: a map's key that costs no text. */
record KeyHash(long a, long b, long c, long d) {

  private static final String PREFIX = "sha256:";

  /** The hash of a key as the caller sent it. */
  static KeyHash of(String apiKey) {
    try {
      return of(
          MessageDigest.getInstance("SHA-256").digest(apiKey.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads {@code sha256:…} with 64 hex digits. */
  static KeyHash parse(String digest) {
    return of(HexFormat.of().parseHex(digest.substring(PREFIX.length())));
  }

  private static KeyHash of(byte[] hash) {
    ByteBuffer words = ByteBuffer.wrap(hash);
    return new KeyHash(words.getLong(), words.getLong(), words.getLong(), words.getLong());
  }
}
