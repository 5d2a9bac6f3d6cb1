package eu.bailiwick.registry.signatures;

import java.util.List;

/**
 * What a signature document says.
 *
 * @param subject digest of what it is about, {@code sha256:…}
 * @param message the bytes that were signed
 * @param signatures over them; empty if the document has none, as cosign's report of a check
 */
record Signed(String subject, byte[] message, List<byte[]> signatures) {

  /** Whether one of the signatures is the key's. */
  boolean by(VerificationKey key) {
    return signatures.stream().anyMatch(signature -> key.verifies(message, signature));
  }
}
