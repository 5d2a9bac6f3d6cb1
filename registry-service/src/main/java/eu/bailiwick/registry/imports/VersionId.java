package eu.bailiwick.registry.imports;

import eu.bailiwick.registry.document.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The id that an imported version gets: a name for people and 16 hex digits of what the version is.
 * The same image, weights and profile have the same id whenever they are imported; others never
 * meet an immutable version that is there already.
 */
final class VersionId {

  private static final int DIGITS = 16;

  /** How many characters are added to the name. */
  static final int ADDED = DIGITS + 1;

  private VersionId() {}

  static String of(String name, String imageDigest, String weightsDigest, String profile) {
    MessageDigest digest = Sha256.start();
    String identity = String.join("\n", imageDigest, weightsDigest, profile);
    digest.update(identity.getBytes(StandardCharsets.UTF_8));
    return name + "-" + Sha256.hex(digest).substring(0, DIGITS);
  }
}
