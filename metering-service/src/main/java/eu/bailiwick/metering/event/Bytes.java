package eu.bailiwick.metering.event;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Bytes as a value. Takes the array over: nobody changes it any more. */
public final class Bytes {

  private final byte[] content;

  public Bytes(byte[] content) {
    this.content = content;
  }

  /** The bytes themselves, to be read only. */
  public byte[] content() {
    return content;
  }

  public int length() {
    return content.length;
  }

  /** Their SHA-256 digest. */
  public Bytes sha256() {
    try {
      return new Bytes(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes that && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  /** Lower-case hexadecimal. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(content);
  }
}
