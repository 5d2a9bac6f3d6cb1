package eu.bailiwick.registry.lifecycle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes API keys that nobody can guess. */
final class Secrets {

  private static final String PREFIX = "bw-";
  private static final int BYTES = 32;

  private final RandomGenerator random;

  /**
   * @param random cryptographically strong
   */
  Secrets(RandomGenerator random) {
    this.random = random;
  }

  /** A key with 256 random bits. */
  String next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What the catalogue keeps of a key: SHA-256 of its UTF-8 bytes, {@code sha256:…}. */
  static String hash(String key) {
    try {
      return "sha256:"
          + HexFormat.of()
              .formatHex(
                  MessageDigest.getInstance("SHA-256")
                      .digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
