package eu.bailiwick.metering.snapshots;

import java.time.Instant;

/**
 * A snapshot in the archive.
 *
 * @param digest of the signed payload, {@code sha256:} and hex
 * @param revision of the catalogue
 * @param keyId id of the key that signed it
 * @param bytes length of the JWS
 * @param archived when it was
 */
record ArchivedSnapshot(
    String digest,
    String cell,
    long revision,
    Instant issuedAt,
    Instant validUntil,
    String keyId,
    long bytes,
    Instant archived) {}
