package eu.bailiwick.metering.c2sp;

import eu.bailiwick.metering.event.Bytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A private key with its name. Signs notes; the JDK's providers do the mathematics. For any thread.
 */
public final class SignerKey {

  private static final String PREFIX = "PRIVATE+KEY+";
  private static final int SEED_BYTES = 32;

  private final VerifierKey verifier;
  private final PrivateKey key;
  private final Bytes seed;

  private SignerKey(VerifierKey verifier, PrivateKey key, Bytes seed) {
    this.verifier = verifier;
    this.key = key;
    this.seed = seed;
  }

  /**
   * Makes the key of a seed.
   *
   * @param seed 32 random bytes: the private key of RFC 8032, or the seed of FIPS 204
   * @throws MalformedException if no key may have that name, or the seed another length
   */
  public static SignerKey of(String name, SignatureType type, Bytes seed) {
    if (seed.length() != SEED_BYTES) {
      throw new MalformedException("a seed of " + seed.length() + " bytes instead of 32");
    }
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(type.algorithm());
      generator.initialize(generatorParameters(type), new Seed(seed));
      KeyPair pair = generator.generateKeyPair();
      byte[] encoded = pair.getPublic().getEncoded();
      byte[] raw = Arrays.copyOfRange(encoded, type.keyInfo().length, encoded.length);
      return new SignerKey(new VerifierKey(name, type, new Bytes(raw)), pair.getPrivate(), seed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks " + type.algorithm(), e);
    }
  }

  private static NamedParameterSpec generatorParameters(SignatureType type) {
    return new NamedParameterSpec(type.algorithm());
  }

  /**
   * Reads {@code PRIVATE+KEY+name+id+key}, as Go's note package and its tools write it.
   *
   * @throws MalformedException if it is none, or the id belongs to another name or key
   */
  public static SignerKey parse(String skey) {
    String[] parts =
        skey.startsWith(PREFIX) ? skey.substring(PREFIX.length()).split("\\+", 3) : new String[0];
    if (parts.length != 3) {
      throw new MalformedException("it is not PRIVATE+KEY+name+id+key"); // says nothing of it
    }
    byte[] typed = typed(parts[2]);
    if (typed.length != 1 + SEED_BYTES) {
      throw new MalformedException("the private key of " + parts[0] + " has another length");
    }
    SignerKey key =
        of(
            parts[0],
            SignatureType.of(typed[0]),
            new Bytes(Arrays.copyOfRange(typed, 1, typed.length)));
    if (!HexFormat.of().toHexDigits(key.verifier.id(), 8).equals(parts[1])) {
      throw new MalformedException("the id of " + parts[0] + " is not that of its key");
    }
    return key;
  }

  private static byte[] typed(String secret) {
    try {
      return Texts.base64(secret).content();
    } catch (MalformedException e) {
      throw new MalformedException("the private key is not Base64"); // and is not shown
    }
  }

  /** The public part. */
  public VerifierKey verifier() {
    return verifier;
  }

  /**
   * Signs a text.
   *
   * @param text of a note; of a checkpoint, if the type cosigns
   * @param at when; a type that is not timed leaves it out
   * @throws MalformedException if it can be no such text
   */
  public NoteSignature sign(String text, Instant at) {
    SignatureType type = verifier.type();
    long seconds = at.getEpochSecond();
    try {
      Signature signature = Signature.getInstance(type.algorithm());
      signature.initSign(key);
      signature.update(SignedMessage.of(type, verifier.name(), text, seconds));
      byte[] signed = signature.sign();
      ByteBuffer content = ByteBuffer.allocate((type.isTimed() ? Long.BYTES : 0) + signed.length);
      if (type.isTimed()) {
        content.putLong(seconds);
      }
      return new NoteSignature(
          verifier.name(), verifier.id(), new Bytes(content.put(signed).array()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK could not sign", e);
    }
  }

  /** {@code PRIVATE+KEY+name+id+key}: a secret. */
  public String secret() {
    byte[] typed =
        ByteBuffer.allocate(1 + SEED_BYTES).put(verifier.type().code()).put(seed.content()).array();
    return PREFIX
        + verifier.name()
        + '+'
        + HexFormat.of().toHexDigits(verifier.id(), 8)
        + '+'
        + Texts.base64(typed);
  }

  /** Names the public part only. */
  @Override
  public String toString() {
    return "signer of " + verifier;
  }

  /** Gives a generator of keys the seed in place of chance. */
  private static final class Seed extends SecureRandom {

    private static final long serialVersionUID = 1;

    private final transient Bytes seed;

    Seed(Bytes seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length != seed.length()) {
        throw new IllegalStateException("the JDK wants " + bytes.length + " random bytes");
      }
      System.arraycopy(seed.content(), 0, bytes, 0, bytes.length);
    }
  }
}
