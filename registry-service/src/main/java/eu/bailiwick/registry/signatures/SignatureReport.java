package eu.bailiwick.registry.signatures;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What somebody sends: either a check that took place elsewhere, with verifier, identity, checkedAt
 * and result, or a publicKey by which the registry checks.
 *
 * @param kind of the signature
 * @param document the signature itself, as its tool wrote it
 * @param verifier who or which tool checked
 * @param identity the key or certificate identity that it was checked against
 * @param checkedAt when
 * @param result what came of it
 * @param publicKey PEM of an EC key (P-256, P-384, P-521) or an Ed25519 key
 */
public record SignatureReport(
    SignatureKind kind,
    @Schema(implementation = Object.class) JsonNode document,
    @Nullable String verifier,
    @Nullable String identity,
    @Nullable Instant checkedAt,
    @Nullable CheckResult result,
    @Nullable String publicKey) {

  private static final int LONGEST = 500;

  /**
   * @throws IllegalArgumentException if it is neither of the two; the message begins with the field
   */
  public SignatureReport {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(document, "document");
    if (!document.isObject()) {
      throw new IllegalArgumentException("document: the signature as a JSON object is needed");
    }
    boolean declares = verifier != null || identity != null || checkedAt != null || result != null;
    if (publicKey != null && declares) {
      throw new IllegalArgumentException(
          "publicKey makes the registry the verifier: leave out verifier, identity, checkedAt and"
              + " result");
    }
    if (publicKey == null) {
      text(verifier, "verifier");
      text(identity, "identity");
      Objects.requireNonNull(checkedAt, "checkedAt");
      Objects.requireNonNull(result, "result");
    }
  }

  private static void text(@Nullable String text, String field) {
    Objects.requireNonNull(text, field);
    if (text.isBlank() || text.length() > LONGEST) {
      throw new IllegalArgumentException(field + ": 1 to " + LONGEST + " characters are needed");
    }
  }
}
