package eu.bailiwick.registry.document;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, and how its digests are written: {@code sha256:} and 64 lower-case hex digits. */
public final class Sha256 {

  private static final String PREFIX = "sha256:";

  private Sha256() {}

  /** A digest of nothing yet. */
  public static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  /** The digest of what {@code digest} was given. */
  public static String text(MessageDigest digest) {
    return PREFIX + hex(digest);
  }

  /** The digest of {@code bytes}. */
  public static String of(byte[] bytes) {
    MessageDigest digest = start();
    digest.update(bytes);
    return text(digest);
  }

  /** The digits alone of what {@code digest} was given. */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
