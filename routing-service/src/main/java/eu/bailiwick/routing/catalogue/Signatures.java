package eu.bailiwick.routing.catalogue;

import eu.bailiwick.routing.catalogue.SnapshotRefusedException.Cause;
import java.security.Key;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Checks what the registry signed. */
final class Signatures {

  private static final AlgorithmConstraints EDDSA_ONLY =
      new AlgorithmConstraints(
          AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.EDDSA);

  private Signatures() {}

  /**
   * The bytes that were signed.
   *
   * @param jws compact JWS
   * @param trustedKeys the JWK set, JSON; which of its keys signed does not matter
   * @param type the {@code typ} that it must have
   * @throws SnapshotRefusedException if it was not signed by a trusted key as such a thing
   */
  static byte[] verified(String jws, String trustedKeys, String type)
      throws SnapshotRefusedException {
    try {
      JsonWebSignature signature = new JsonWebSignature();
      signature.setAlgorithmConstraints(EDDSA_ONLY);
      signature.setCompactSerialization(jws);
      if (!type.equals(signature.getHeader("typ"))) {
        throw refused("its typ is not " + type);
      }
      signature.setKey(key(signature.getKeyIdHeaderValue(), trustedKeys));
      if (!signature.verifySignature()) {
        throw refused("its signature is wrong");
      }
      return signature.getUnverifiedPayloadBytes();
    } catch (JoseException e) {
      throw refused("it cannot be verified: " + e.getMessage());
    }
  }

  private static Key key(String id, String trustedKeys)
      throws JoseException, SnapshotRefusedException {
    for (JsonWebKey key : new JsonWebKeySet(trustedKeys).getJsonWebKeys()) {
      if (key.getKeyId() != null && key.getKeyId().equals(id)) {
        return key.getKey();
      }
    }
    throw refused("its key \"" + id + "\" is not a trusted one");
  }

  private static SnapshotRefusedException refused(String message) {
    return new SnapshotRefusedException(Cause.SIGNATURE, message);
  }
}
