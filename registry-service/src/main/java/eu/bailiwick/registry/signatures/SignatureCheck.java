package eu.bailiwick.registry.signatures;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A check of a signature, as recorded.
 *
 * @param number of the record; later ones are higher
 * @param version id of the version
 * @param subjectDigest what was signed, by the signature itself; the version's digest
 * @param recordedBy who sent it, as authenticated
 * @param recordedAt when it was recorded
 * @param documentDigest SHA-256 of the document as stored, {@code sha256:…}
 * @param document the signature itself; null in lists
 */
record SignatureCheck(
    long number,
    String version,
    SignatureKind kind,
    String subjectDigest,
    Outcome outcome,
    String recordedBy,
    Instant recordedAt,
    String documentDigest,
    @Schema(implementation = Object.class) @Nullable JsonNode document) {}
