package eu.bailiwick.routing.catalogue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of an API key as four words: a map's key that costs no text. */
record KeyHash(long a, long b, long c, long d) {

  private static final String PREFIX = "sha256:";

  /** Copied for each key: to ask the JDK for a new one costs as much as the hash. */
  private static final MessageDigest UNUSED = sha256();

  /** The hash of a key as the caller sent it. */
  static KeyHash of(String apiKey) {
    try {
      MessageDigest digest = (MessageDigest) UNUSED.clone();
      return of(digest.digest(apiKey.getBytes(StandardCharsets.UTF_8)));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads {@code sha256:…} with 64 hex digits. */
  static KeyHash parse(String digest) {
    return of(HexFormat.of().parseHex(digest.substring(PREFIX.length())));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static KeyHash of(byte[] hash) {
    ByteBuffer words = ByteBuffer.wrap(hash);
    return new KeyHash(words.getLong(), words.getLong(), words.getLong(), words.getLong());
  }
}
