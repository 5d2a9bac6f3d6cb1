package eu.bailiwick.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Issues bearer tokens, signed with a key of its own that lives as long as it does. */
public final class TokenIssuer {

  /** The {@code iss} of its tokens. */
  public static final String ISSUER = "https://issuer.bailiwick.example";

  /** The {@code aud} of its tokens. */
  public static final String AUDIENCE = "bailiwick";

  private final KeyPair keys;

  private TokenIssuer(KeyPair keys) {
    this.keys = keys;
  }

  /** An issuer with a fresh RSA key. */
  public static TokenIssuer create() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return new TokenIssuer(generator.generateKeyPair());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * An issuer whose key is kept in a file, so that its tokens hold over restarts. Makes the file,
   * readable by its owner only, if it is not yet there.
   *
   * @throws IOException if the file cannot be read or written, or holds no such key
   */
  public static TokenIssuer kept(Path file) throws IOException {
    if (!Files.exists(file)) {
      TokenIssuer issuer = create();
      write(file, issuer.keys);
      return issuer;
    }
    try {
      KeyFactory factory = KeyFactory.getInstance("RSA");
      byte[] encoded = Base64.getDecoder().decode(Files.readString(file).strip());
      PrivateKey key = factory.generatePrivate(new PKCS8EncodedKeySpec(encoded));
      RSAPrivateCrtKey parts = (RSAPrivateCrtKey) key;
      var spec = new RSAPublicKeySpec(parts.getModulus(), parts.getPublicExponent());
      return new TokenIssuer(new KeyPair(factory.generatePublic(spec), key));
    } catch (GeneralSecurityException | ClassCastException | IllegalArgumentException e) {
      throw new IOException(file + " does not hold a key of an issuer", e);
    }
  }

  private static void write(Path file, KeyPair keys) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded()));
  }

  /** The public key as Base64 of its X.509 form, as {@code quarkus.oidc.public-key} takes it. */
  public String publicKey() {
    return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
  }

  /**
   * A signed token.
   *
   * @param subject who it stands for
   * @param roles what they may do: {@code operator}, {@code approver}, {@code officer}, {@code
   *     router}
   * @param validity how long from now
   */
  public String token(String subject, List<String> roles, Duration validity) {
    return token(subject, roles, Map.of(), validity);
  }

  /**
   * A signed token with further claims.
   *
   * @param subject who it stands for
   * @param roles what they may do
   * @param more further claims, such as {@code cell}, by name
   * @param validity how long from now
   */
  public String token(
      String subject, List<String> roles, Map<String, String> more, Duration validity) {
    JwtClaims claims = new JwtClaims();
    more.forEach(claims::setStringClaim);
    claims.setIssuer(ISSUER);
    claims.setAudience(AUDIENCE);
    claims.setSubject(subject);
    claims.setStringClaim("preferred_username", subject);
    claims.setStringListClaim("groups", roles);
    claims.setIssuedAtToNow();
    NumericDate expiry = NumericDate.now();
    expiry.addSeconds(validity.toSeconds());
    claims.setExpirationTime(expiry);
    claims.setGeneratedJwtId();
    return sign(claims);
  }

  private String sign(JwtClaims claims) {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    signature.setHeader("typ", "JWT");
    signature.setKey(keys.getPrivate());
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException("token could not be signed", e);
    }
  }
}
