package eu.bailiwick.registry.signatures;

import java.util.List;

/** What a signature document says. */
final class Signed {

  private final String subject;
  private final byte[] message;
  private final List<byte[]> signatures;

  /**
   * @param subject digest of what it is about, {@code sha256:…}
   * @param message the bytes that were signed
   * @param signatures over them; empty if the document has none, as cosign's report of a check
   */
  Signed(String subject, byte[] message, List<byte[]> signatures) {
    this.subject = subject;
    this.message = message;
    this.signatures = List.copyOf(signatures);
  }

  String subject() {
    return subject;
  }

  /** Whether there is anything that a key could verify. */
  boolean hasSignature() {
    return !signatures.isEmpty();
  }

  /** Whether one of the signatures is the key's. */
  boolean by(VerificationKey key) {
    return signatures.stream().anyMatch(signature -> key.verifies(message, signature));
  }
}
