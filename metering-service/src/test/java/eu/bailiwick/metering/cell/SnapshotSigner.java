package eu.bailiwick.metering.cell;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Signs snapshots as the registry does, with a key of its own. */
public final class SnapshotSigner {

  public static final String CELL = "eea";
  public static final String KEY_ID = "2026-11";

  private final OctetKeyPairJsonWebKey key;

  public SnapshotSigner() {
    try {
      key = OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519);
      key.setKeyId(KEY_ID);
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The JWK set by which its signatures can be verified. */
  public String trustedKeys() {
    return new JsonWebKeySet(key).toJson();
  }

  /** The payload of a snapshot of a cell, as much of it as the archive reads. */
  public static String payload(String cell, long revision) {
    return "{\"format\":1,\"semantics\":1,\"cell\":\"%s\",\"revision\":%d,\"issuedAt\":\"2026-11-24T10:00:00Z\",\"validUntil\":\"2026-11-24T11:00:00Z\"}"
        .formatted(cell, revision);
  }

  /** The digest by which events name a snapshot. */
  public static String digest(String payload) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(payload.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public String sign(String payload) {
    return sign("bailiwick-snapshot+jws", payload);
  }

  /** Signs something that says to be of another type. */
  public String sign(String type, String payload) {
    try {
      JsonWebSignature signature = new JsonWebSignature();
      signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
      signature.setHeader("typ", type);
      signature.setKeyIdHeaderValue(KEY_ID);
      signature.setKey(key.getPrivateKey());
      signature.setPayload(payload);
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
