package eu.bailiwick.parts;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
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
    JwtClaims claims = new JwtClaims();
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
