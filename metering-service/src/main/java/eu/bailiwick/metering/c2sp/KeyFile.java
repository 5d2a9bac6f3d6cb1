package eu.bailiwick.metering.c2sp;

import eu.bailiwick.metering.event.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A file with a private key: either PKCS#8 in PEM, as {@code openssl genpkey} writes it for Ed25519
 * and ML-DSA-44, or the line {@code PRIVATE+KEY+name+id+key} of Go's note tools.
 */
public final class KeyFile {

  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final int SEED_BYTES = 32;

  /** RFC 8410: version, algorithm, and the seed as an octet string in an octet string. */
  private static final byte[] ED25519 = HexFormat.of().parseHex("302e020100300506032b657004220420");

  /** RFC 9881: the algorithm, behind version and length. */
  private static final byte[] ML_DSA_44 =
      HexFormat.of().parseHex("020100300b060960864801650304031104");

  private static final byte SEED_ALONE = (byte) 0x80;
  private static final byte SEED_AND_KEY = 0x30;
  private static final byte OCTETS = 0x04;

  private KeyFile() {}

  /**
   * Reads a key.
   *
   * @param name of the key; a line that names another is refused
   * @param cosigns whether it signs what others logged, and so says when
   * @throws IOException if the file cannot be read
   * @throws MalformedException if it holds no such key; never says what it holds
   */
  public static SignerKey read(Path file, String name, boolean cosigns) throws IOException {
    String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
    SignerKey key = text.startsWith(BEGIN) ? ofPem(text, name, cosigns) : SignerKey.parse(text);
    VerifierKey verifier = key.verifier();
    if (!verifier.name().equals(name)) {
      throw new MalformedException("the key is named " + verifier.name() + ", and not " + name);
    }
    if (verifier.type().isTimed() != cosigns) {
      throw new MalformedException(
          cosigns ? "the key is none that cosigns" : "the key is none that signs its own log");
    }
    return key;
  }

  private static SignerKey ofPem(String text, String name, boolean cosigns) {
    int end = text.indexOf(END);
    if (end < 0) {
      throw new MalformedException("the PEM has no end");
    }
    byte[] der;
    try {
      der = Base64.getMimeDecoder().decode(text.substring(BEGIN.length(), end));
    } catch (IllegalArgumentException e) {
      throw new MalformedException("the PEM is not Base64");
    }
    if (der.length == ED25519.length + SEED_BYTES && startsWith(der, 0, ED25519)) {
      SignatureType type = cosigns ? SignatureType.COSIGNATURE_ED25519 : SignatureType.ED25519;
      return SignerKey.of(name, type, part(der, ED25519.length));
    }
    return SignerKey.of(name, SignatureType.COSIGNATURE_ML_DSA_44, mlDsaSeed(der));
  }

  /** The seed, alone or before the key that follows from it; the key alone will not do. */
  private static Bytes mlDsaSeed(byte[] der) {
    int algorithm = lengthBytes(der, 1) + 1;
    if (startsWith(der, algorithm, ML_DSA_44)) {
      int octets = algorithm + ML_DSA_44.length;
      int content = octets + lengthBytes(der, octets);
      if (content + 2 + SEED_BYTES <= der.length && der[content] == SEED_ALONE) {
        return part(der, content + 2);
      }
      int inner = content + 1 + lengthBytes(der, content + 1);
      if (inner + 2 + SEED_BYTES <= der.length
          && der[content] == SEED_AND_KEY
          && der[inner] == OCTETS
          && der[inner + 1] == SEED_BYTES) {
        return part(der, inner + 2);
      }
    }
    throw new MalformedException("neither an Ed25519 key nor an ML-DSA-44 key with its seed");
  }

  /** How many bytes a DER length takes. */
  private static int lengthBytes(byte[] der, int at) {
    return at < der.length && der[at] < 0 ? 1 + (der[at] & 0x7f) : 1;
  }

  private static boolean startsWith(byte[] der, int at, byte[] bytes) {
    return at + bytes.length <= der.length
        && Arrays.equals(der, at, at + bytes.length, bytes, 0, bytes.length);
  }

  private static Bytes part(byte[] der, int at) {
    return new Bytes(Arrays.copyOfRange(der, at, at + SEED_BYTES));
  }
}
