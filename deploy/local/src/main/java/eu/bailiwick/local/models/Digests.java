package eu.bailiwick.local.models;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** SHA-256 digests of things on the class path, in the form {@code sha256:…}. */
public final class Digests {

  private Digests() {}

  /** Digest of a class file. */
  static String of(Class<?> type) {
    return ofResource(type, type.getSimpleName() + ".class");
  }

  /** Digest of several class files, one after the other. */
  static String of(Class<?>... types) {
    StringBuilder all = new StringBuilder();
    for (Class<?> type : types) {
      all.append(of(type));
    }
    return of(all.toString().getBytes(StandardCharsets.US_ASCII));
  }

  /** Digest of bytes. */
  public static String of(byte[] bytes) {
    try {
      return digest(new ByteArrayInputStream(bytes), "bytes");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Digest of a resource that {@code anchor} sees under {@code name}. */
  static String ofResource(Class<?> anchor, String name) {
    try (InputStream in = anchor.getResourceAsStream(name)) {
      return digest(in, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(@Nullable InputStream in, String name) throws IOException {
    if (in == null) {
      throw new IllegalStateException(name + " is not on the class path");
    }
    try {
      var digesting = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
      digesting.transferTo(OutputStream.nullOutputStream());
      return "sha256:" + HexFormat.of().formatHex(digesting.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
