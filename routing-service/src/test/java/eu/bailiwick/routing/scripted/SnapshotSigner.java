package eu.bailiwick.routing.scripted;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import eu.bailiwick.sovereignty.catalogue.Snapshot;
import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.policy.Constraint;
import java.nio.charset.StandardCharsets;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Signs snapshots as the registry does, with a key of its own. */
public final class SnapshotSigner {

  private static final ObjectMapper MAPPER = mapper();

  private final OctetKeyPairJsonWebKey key;

  private SnapshotSigner(OctetKeyPairJsonWebKey key) {
    this.key = key;
  }

  /** A signer with a fresh key. */
  public static SnapshotSigner create(String keyId) {
    try {
      OctetKeyPairJsonWebKey key = OkpJwkGenerator.generateJwk("Ed25519");
      key.setKeyId(keyId);
      return new SnapshotSigner(key);
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A signer with the key of {@link #privateJwk}. */
  public static SnapshotSigner of(String privateJwk) {
    try {
      return new SnapshotSigner((OctetKeyPairJsonWebKey) JsonWebKey.Factory.newJwk(privateJwk));
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  public String privateJwk() {
    return key.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE);
  }

  /** The JWK set that trusts this signer. */
  public String publicKeys() {
    return new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
  }

  /** The JWK set that trusts all of {@code signers}. */
  public static String publicKeys(SnapshotSigner... signers) {
    JsonWebKeySet keys = new JsonWebKeySet();
    for (SnapshotSigner signer : signers) {
      keys.addJsonWebKey(signer.key);
    }
    return keys.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
  }

  public String sign(Snapshot snapshot) {
    try {
      return sign(MAPPER.writeValueAsString(snapshot));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The signed message that something is revoked. */
  public String revoke(Revocation revocation, long revision) {
    return sign(
        "{\"format\":1,\"revocation\":{\"kind\":\"%s\",\"subject\":\"%s\",\"at\":\"%s\"},\"revision\":%d,\"issuedAt\":\"%s\"}"
            .formatted(
                revocation.kind(),
                revocation.subject(),
                revocation.at(),
                revision,
                revocation.at()),
        "bailiwick-revocation+jws");
  }

  /** Signs any payload as a snapshot. */
  public String sign(String payload) {
    return sign(payload, "bailiwick-snapshot+jws");
  }

  /** Signs any payload as anything. */
  public String sign(String payload, String type) {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setAlgorithmHeaderValue("EdDSA");
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setHeader("typ", type);
    signature.setPayloadBytes(payload.getBytes(StandardCharsets.UTF_8));
    signature.setKey(key.getPrivateKey());
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectMapper mapper() {
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .addModule(new SimpleModule().addSerializer(Country.class, ToStringSerializer.instance))
        .addMixIn(Constraint.class, Wrapped.class)
        .registerSubtypes(
            new NamedType(Constraint.ProcessingWithin.class, "processingWithin"),
            new NamedType(Constraint.DisclosureWithin.class, "disclosureWithin"),
            new NamedType(Constraint.DisclosureOutside.class, "disclosureOutside"),
            new NamedType(Constraint.CertifiedBy.class, "certifiedBy"))
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .build();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
  private interface Wrapped {}
}
