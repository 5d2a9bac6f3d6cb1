package eu.bailiwick.registry.snapshot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** An Ed25519 key that signs what routers and auditors rely on. */
public final class SigningKey {

  static final String PROPERTY = "bailiwick.snapshot.signing-key-file";

  /** Characters of the 64 bytes of a signature. */
  private static final int SIGNATURE = 86;

  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final OctetKeyPairJsonWebKey key;

  private SigningKey(OctetKeyPairJsonWebKey key) {
    this.key = key;
  }

  /**
   * Loads the key; without a {@code kid} its RFC 7638 thumbprint stands for it.
   *
   * @throws IllegalStateException if there is none, in a sentence that names the property
   */
  public static SigningKey load(Optional<String> file) {
    String name =
        file.filter(text -> !text.isBlank())
            .orElseThrow(() -> refused("is not set: the file of a private Ed25519 JWK is needed"));
    try {
      return parse(Files.readString(Path.of(name)));
    } catch (IOException | InvalidPathException e) {
      throw refused("names \"" + name + "\", which cannot be read");
    }
  }

  /**
   * Reads a private JWK.
   *
   * @throws IllegalStateException if it is not a private OKP JWK on curve Ed25519
   */
  static SigningKey parse(String json) {
    try {
      if (JsonWebKey.Factory.newJwk(json) instanceof OctetKeyPairJsonWebKey okp
          && OctetKeyPairJsonWebKey.SUBTYPE_ED25519.equals(okp.getSubtype())
          && okp.getPrivateKey() != null) {
        return new SigningKey(named(okp));
      }
    } catch (JoseException e) {
      throw refused("names a file that is not a JWK");
    }
    throw refused("names a JWK that is not a private OKP key on curve Ed25519");
  }

  /** The key with its purpose, and a {@code kid} if it has none. */
  static OctetKeyPairJsonWebKey named(OctetKeyPairJsonWebKey okp) {
    if (okp.getKeyId() == null) {
      okp.setKeyId(okp.calculateBase64urlEncodedThumbprint("SHA-256"));
    }
    okp.setUse("sig");
    okp.setAlgorithm(AlgorithmIdentifiers.EDDSA);
    return okp;
  }

  /** The {@code kid}. */
  public String id() {
    return key.getKeyId();
  }

  /** The key; whoever publishes it writes {@code PUBLIC_ONLY}. */
  OctetKeyPairJsonWebKey publicPart() {
    return key;
  }

  /**
   * The compact JWS of {@code payload}.
   *
   * @param type its {@code typ}, which keeps one kind of statement from passing for another
   */
  public String sign(byte[] payload, String type) {
    return new String(signed(payload, type), StandardCharsets.US_ASCII);
  }

  /**
   * The same in ASCII. A snapshot may have megabytes, so encoding and signing are the JDK's own,
   * and it is copied as rarely as can be.
   */
  byte[] signed(byte[] payload, String type) {
    byte[] begin = (header(type) + ".").getBytes(StandardCharsets.US_ASCII);
    byte[] body = BASE64URL.encode(payload);
    int end = begin.length + body.length;
    byte[] jws = Arrays.copyOf(begin, end + 1 + SIGNATURE);
    System.arraycopy(body, 0, jws, begin.length, body.length);
    jws[end] = '.';
    try {
      Signature signature = Signature.getInstance(OctetKeyPairJsonWebKey.SUBTYPE_ED25519);
      signature.initSign(key.getPrivateKey());
      signature.update(jws, 0, end);
      System.arraycopy(BASE64URL.encode(signature.sign()), 0, jws, end + 1, SIGNATURE);
      return jws;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a " + type + " could not be signed", e);
    }
  }

  private String header(String type) {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
    jws.setKeyIdHeaderValue(id());
    jws.setHeader("typ", type);
    return jws.getHeaders().getEncodedHeader();
  }

  private static IllegalStateException refused(String why) {
    return new IllegalStateException(PROPERTY + " " + why);
  }
}
