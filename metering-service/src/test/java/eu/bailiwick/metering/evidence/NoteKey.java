package eu.bailiwick.metering.evidence;

import eu.bailiwick.metering.event.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Signs notes, as c2sp.org/signed-note and c2sp.org/tlog-cosignature say. */
final class NoteKey {

  static final byte LOG = 1;
  static final byte ED25519_WITNESS = 4;
  static final byte ML_DSA_WITNESS = 6;

  private final String name;
  private final byte type;
  private final KeyPair keys;

  NoteKey(String name, byte type) {
    this.name = name;
    this.type = type;
    try {
      keys = KeyPairGenerator.getInstance(algorithm()).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String algorithm() {
    return type == ML_DSA_WITNESS ? "ML-DSA-44" : "Ed25519";
  }

  String vkey() {
    return name
        + "+"
        + HexFormat.of().formatHex(id())
        + "+"
        + Base64.getEncoder().encodeToString(typed());
  }

  private byte[] typed() {
    byte[] encoded = keys.getPublic().getEncoded();
    int length = type == ML_DSA_WITNESS ? 1312 : 32;
    byte[] typed = new byte[1 + length];
    typed[0] = type;
    System.arraycopy(encoded, encoded.length - length, typed, 1, length);
    return typed;
  }

  private byte[] id() {
    return Arrays.copyOf(
        new Bytes(join((name + "\n").getBytes(StandardCharsets.UTF_8), typed())).sha256().content(),
        4);
  }

  /** The line that signs a checkpoint at a time (of a witness only). */
  String line(String text, String origin, long size, Bytes root, long time) {
    byte[] stamp = ByteBuffer.allocate(8).putLong(time).array();
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    byte[] signed =
        switch (type) {
          case LOG -> sign(plain);
          case ED25519_WITNESS ->
              join(
                  stamp,
                  sign(
                      join(
                          ("cosignature/v1\ntime " + time + "\n").getBytes(StandardCharsets.UTF_8),
                          plain)));
          default -> join(stamp, sign(subtree(origin, size, root, stamp)));
        };
    return "\u2014 " + name + " " + Base64.getEncoder().encodeToString(join(id(), signed)) + "\n";
  }

  private byte[] subtree(String origin, long size, Bytes root, byte[] stamp) {
    byte[] cosigner = name.getBytes(StandardCharsets.UTF_8);
    byte[] log = origin.getBytes(StandardCharsets.UTF_8);
    return join(
        "subtree/v1\n\0".getBytes(StandardCharsets.UTF_8),
        new byte[] {(byte) cosigner.length},
        cosigner,
        stamp,
        new byte[] {(byte) log.length},
        log,
        ByteBuffer.allocate(16).putLong(0).putLong(size).array(),
        root.content());
  }

  private byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(algorithm());
      signature.initSign(keys.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
