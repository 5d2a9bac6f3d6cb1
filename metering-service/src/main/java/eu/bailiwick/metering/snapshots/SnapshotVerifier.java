package eu.bailiwick.metering.snapshots;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import eu.bailiwick.metering.event.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.DateTimeException;
import java.time.Instant;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * Reads a compact JWS as a router does, but for what only matters to who decides now: age and
 * content. Of the content it reads what the archive is searched by, so that a snapshot of a later
 * format is archived too.
 */
public final class SnapshotVerifier {

  private static final String TYPE = "bailiwick-snapshot+jws";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final AlgorithmConstraints EDDSA_ONLY =
      new AlgorithmConstraints(
          AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.EDDSA);

  private final String cell;

  /**
   * Reads snapshots of one cell.
   *
   * @param cell its id
   */
  public SnapshotVerifier(String cell) {
    this.cell = cell;
  }

  /**
   * Checks the signature and reads.
   *
   * @param jws what the registry answered
   * @param trustedKeys the JWK set, JSON
   * @throws SnapshotRefusedException if it must not be archived
   */
  public SignedSnapshot verify(Bytes jws, String trustedKeys) throws SnapshotRefusedException {
    try {
      JsonWebSignature signature = new JsonWebSignature();
      signature.setAlgorithmConstraints(EDDSA_ONLY);
      signature.setCompactSerialization(
          new String(jws.content(), StandardCharsets.ISO_8859_1).strip());
      if (!TYPE.equals(signature.getHeader("typ"))) {
        throw new SnapshotRefusedException("its typ is not " + TYPE);
      }
      String keyId = signature.getKeyIdHeaderValue();
      signature.setKey(key(keyId, trustedKeys));
      if (!signature.verifySignature()) {
        throw new SnapshotRefusedException("its signature is wrong");
      }
      return read(new Bytes(signature.getUnverifiedPayloadBytes()), keyId, jws);
    } catch (JoseException e) {
      throw new SnapshotRefusedException("it cannot be verified: " + e.getMessage());
    }
  }

  private static Key key(String id, String trustedKeys)
      throws JoseException, SnapshotRefusedException {
    for (JsonWebKey key : new JsonWebKeySet(trustedKeys).getJsonWebKeys()) {
      if (key.getKeyId() != null && key.getKeyId().equals(id)) {
        return key.getKey();
      }
    }
    throw new SnapshotRefusedException("its key \"" + id + "\" is not a trusted one");
  }

  private SignedSnapshot read(Bytes payload, String keyId, Bytes jws)
      throws SnapshotRefusedException {
    try {
      JsonNode snapshot = JSON.readTree(payload.content());
      SignedSnapshot signed =
          new SignedSnapshot(
              "sha256:" + payload.sha256(),
              text(snapshot, "cell"),
              revision(snapshot),
              Instant.parse(text(snapshot, "issuedAt")),
              Instant.parse(text(snapshot, "validUntil")),
              keyId,
              jws);
      if (!signed.cell().equals(cell)) {
        throw new SnapshotRefusedException(
            "it is for cell \"" + signed.cell() + "\", not \"" + cell + "\"");
      }
      return signed;
    } catch (IOException | DateTimeException e) {
      throw new SnapshotRefusedException("it cannot be read: " + e.getMessage());
    }
  }

  private static long revision(JsonNode snapshot) throws SnapshotRefusedException {
    JsonNode revision = snapshot.path("revision");
    if (!revision.canConvertToLong() || !revision.isIntegralNumber()) {
      throw new SnapshotRefusedException("it has no revision");
    }
    return revision.longValue();
  }

  private static String text(JsonNode snapshot, String member) throws SnapshotRefusedException {
    String text = snapshot.path(member).textValue();
    if (text == null) {
      throw new SnapshotRefusedException("it has no " + member);
    }
    return text;
  }
}
