package eu.bailiwick.metering.snapshots;

import eu.bailiwick.metering.event.Bytes;
import java.time.Instant;

/**
 * A snapshot whose signature was right when it came. Whether it was still valid is not asked: it
 * may have been when something was decided by it.
 *
 * @param digest SHA-256 of the signed payload, {@code sha256:} and hex
 * @param keyId id of the key that signed it
 * @param jws the exact bytes, a compact JWS
 */
public record SignedSnapshot(
    String digest,
    String cell,
    long revision,
    Instant issuedAt,
    Instant validUntil,
    String keyId,
    Bytes jws) {}
