package eu.bailiwick.metering.export;

import eu.bailiwick.metering.event.Bytes;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Counts and digests what passes. */
final class DigestingStream extends FilterOutputStream {

  private final MessageDigest digest;
  private long count;

  DigestingStream(OutputStream out) {
    super(out);
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    digest.update((byte) b);
    count++;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    digest.update(bytes, offset, length);
    count += length;
  }

  long count() {
    return count;
  }

  /** SHA-256 of all that passed; to be asked for once. */
  Bytes sha256() {
    return new Bytes(digest.digest());
  }
}
