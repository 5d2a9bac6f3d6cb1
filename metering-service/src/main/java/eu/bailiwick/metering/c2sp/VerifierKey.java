package eu.bailiwick.metering.c2sp;

import eu.bailiwick.metering.event.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A public key with its name: the vkey of c2sp.org/signed-note. Two of the same name differ in
 * their ids.
 *
 * @param publicKey the bytes that the type defines
 */
public record VerifierKey(String name, SignatureType type, Bytes publicKey) {

  private static final int ID_DIGITS = 8;

  /**
   * @throws MalformedException if no key may have that name, or the key another length
   */
  public VerifierKey {
    if (!Texts.isName(name)) {
      throw new MalformedException("\"" + Texts.shown(name) + "\" is no name of a key");
    }
    if (publicKey.length() != type.keyBytes()) {
      throw new MalformedException(
          "a public key of " + publicKey.length() + " bytes instead of " + type.keyBytes());
    }
  }

  /**
   * Reads {@code name+id+key}.
   *
   * @throws MalformedException if it is none, or the id belongs to another name or key
   */
  public static VerifierKey parse(String vkey) {
    String[] parts = vkey.split("\\+", 3);
    if (parts.length != 3) {
      throw new MalformedException("\"" + Texts.shown(vkey) + "\" is not name+id+key");
    }
    Bytes typed = Texts.base64(parts[2]);
    if (typed.length() == 0) {
      throw new MalformedException("the key of " + parts[0] + " is empty");
    }
    byte[] bytes = typed.content();
    VerifierKey key =
        new VerifierKey(
            parts[0], SignatureType.of(bytes[0]), new Bytes(without(bytes, Byte.BYTES)));
    if (!key.hexId().equals(parts[1])) {
      throw new MalformedException("the id of " + parts[0] + " is not that of its key");
    }
    return key;
  }

  private static byte[] without(byte[] bytes, int first) {
    return Arrays.copyOfRange(bytes, first, bytes.length);
  }

  /** The first four bytes of the SHA-256 of name, line feed, type and key. */
  public int id() {
    byte[] named = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer hashed = ByteBuffer.allocate(named.length + 2 + publicKey.length());
    hashed.put(named).put((byte) '\n').put(type.code()).put(publicKey.content());
    return ByteBuffer.wrap(new Bytes(hashed.array()).sha256().content()).getInt();
  }

  private String hexId() {
    return HexFormat.of().toHexDigits(id(), ID_DIGITS);
  }

  /** Whether a signature says that it is by this key. */
  boolean isNamedBy(NoteSignature signature) {
    return signature.key().equals(name) && signature.keyId() == id();
  }

  /** Whether a signature that names this key is right for a text. */
  boolean verifies(String text, NoteSignature signature) {
    byte[] content = signature.signature().content();
    int timeBytes = type.isTimed() ? Long.BYTES : 0;
    if (content.length != timeBytes + type.signatureBytes()) {
      return false;
    }
    try {
      Signature verification = Signature.getInstance(type.algorithm());
      verification.initVerify(decoded());
      verification.update(SignedMessage.of(type, name, text, seconds(content)));
      return verification.verify(without(content, timeBytes));
    } catch (SignatureException | MalformedException e) {
      return false; // not even of the form of one
    } catch (GeneralSecurityException e) {
      throw new UnverifiedException("the public key of " + name + " is none");
    }
  }

  private PublicKey decoded() throws GeneralSecurityException {
    byte[] info = type.keyInfo();
    byte[] encoded =
        ByteBuffer.allocate(info.length + publicKey.length())
            .put(info)
            .put(publicKey.content())
            .array();
    return KeyFactory.getInstance(type.algorithm()).generatePublic(new X509EncodedKeySpec(encoded));
  }

  private long seconds(byte[] content) {
    return type.isTimed() ? ByteBuffer.wrap(content).getLong() : 0;
  }

  /** When a signature that was verified was made; empty if its type does not say. */
  Optional<Instant> time(NoteSignature signature) {
    return type.isTimed()
        ? Optional.of(Instant.ofEpochSecond(seconds(signature.signature().content())))
        : Optional.empty();
  }

  /** {@code name+id+key}. */
  @Override
  public String toString() {
    byte[] typed =
        ByteBuffer.allocate(1 + publicKey.length())
            .put(type.code())
            .put(publicKey.content())
            .array();
    return name + '+' + hexId() + '+' + Texts.base64(typed);
  }
}
