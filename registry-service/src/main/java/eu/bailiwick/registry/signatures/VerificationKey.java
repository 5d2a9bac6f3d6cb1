package eu.bailiwick.registry.signatures;

import eu.bailiwick.registry.document.Sha256;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.Violation;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A public key by which signatures are verified: EC on a NIST curve, or Ed25519. */
final class VerificationKey {

  private static final Pattern PEM =
      Pattern.compile(
          "\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");
  private static final int LONGEST = 4096;
  private static final String ED25519 = "Ed25519";

  /** By size of the curve: the hash that Sigstore's specification gives it. */
  private static final Map<Integer, String> ECDSA =
      Map.of(256, "SHA256withECDSA", 384, "SHA384withECDSA", 521, "SHA512withECDSA");

  private final PublicKey key;
  private final List<String> algorithms;

  private VerificationKey(PublicKey key, List<String> algorithms) {
    this.key = key;
    this.algorithms = algorithms;
  }

  /**
   * Reads a key.
   *
   * @param pem X.509 SubjectPublicKeyInfo between PEM lines
   * @throws RefusedException with 422 if it is no key of these kinds
   */
  static VerificationKey parse(String pem) {
    Matcher matcher = PEM.matcher(pem.length() > LONGEST ? "" : pem);
    if (matcher.matches()) {
      byte[] bytes = bytes(matcher.group(1));
      for (String type : List.of("EC", ED25519)) {
        try {
          return of(KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(bytes)));
        } catch (GeneralSecurityException e) {
          // not of this type; perhaps of the next
        }
      }
    }
    throw unusable();
  }

  /** SHA-256 of the key's SubjectPublicKeyInfo, {@code sha256:…}. */
  String fingerprint() {
    return Sha256.of(key.getEncoded());
  }

  /** Whether {@code signature} is this key's over {@code message}. */
  boolean verifies(byte[] message, byte[] signature) {
    return algorithms.stream().anyMatch(algorithm -> verifies(algorithm, message, signature));
  }

  private boolean verifies(String algorithm, byte[] message, byte[] signature) {
    try {
      Signature verification = Signature.getInstance(algorithm);
      verification.initVerify(key);
      verification.update(message);
      return verification.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // not even the shape of one
    }
  }

  /** Older cosign hashes by SHA-256 whatever the curve. */
  private static VerificationKey of(PublicKey key) {
    if (key instanceof EdECPublicKey) {
      return new VerificationKey(key, List.of(ED25519));
    }
    int size = ((ECPublicKey) key).getParams().getCurve().getField().getFieldSize();
    String byCurve = ECDSA.get(size);
    if (byCurve == null) {
      throw unusable();
    }
    String bySha256 = "SHA256withECDSA";
    return new VerificationKey(
        key, byCurve.equals(bySha256) ? List.of(byCurve) : List.of(byCurve, bySha256));
  }

  private static byte[] bytes(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw unusable();
    }
  }

  private static RefusedException unusable() {
    String message =
        "the PEM of an EC key (P-256, P-384, P-521) or Ed25519 key is needed, BEGIN PUBLIC KEY";
    return new RefusedException(
        ErrorCode.INVALID_REQUEST,
        "nothing was recorded",
        List.of(new Violation("publicKey", message)));
  }
}
