package eu.bailiwick.routing.catalogue;

import eu.bailiwick.routing.catalogue.SnapshotRefusedException.Cause;
import eu.bailiwick.sovereignty.catalogue.Integrity;
import eu.bailiwick.sovereignty.catalogue.Snapshot;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Turns a compact JWS into something that may be served, or says why not. */
final class SnapshotVerifier {

  private static final String TYPE = "bailiwick-snapshot+jws";

  private final String cell;
  private final Clock clock;

  /**
   * @param cell id of the cell whose snapshots are served
   */
  SnapshotVerifier(String cell, Clock clock) {
    this.cell = cell;
    this.clock = clock;
  }

  /** What was signed for this cell. */
  private record Signed(Snapshot snapshot, String digest) {}

  /**
   * Checks and compiles.
   *
   * @param jws as it came
   * @param trustedKeys the JWK set, JSON
   * @param floor below which nothing is taken any more; empty before the first
   * @throws SnapshotRefusedException if it must not be served
   */
  Serving verify(String jws, String trustedKeys, Optional<Floor> floor)
      throws SnapshotRefusedException {
    Signed signed = signed(jws, trustedKeys);
    if (floor.isPresent()) {
      floor.get().check(signed.snapshot());
    }
    Instant now = clock.instant();
    if (!signed.snapshot().isValidAt(now)) {
      throw refused(Cause.EXPIRED, "it was valid until " + signed.snapshot().validUntil());
    }
    return compile(signed.snapshot(), signed.digest(), now);
  }

  /**
   * How far a snapshot is, whether it is still in validity or not.
   *
   * @throws SnapshotRefusedException if it was not signed for this cell
   */
  Floor floor(String jws, String trustedKeys) throws SnapshotRefusedException {
    return Floor.of(signed(jws, trustedKeys).snapshot());
  }

  private Signed signed(String jws, String trustedKeys) throws SnapshotRefusedException {
    byte[] payload = Signatures.verified(jws, trustedKeys, TYPE);
    Snapshot snapshot = parse(payload);
    if (!snapshot.cell().equals(cell)) {
      throw refused(
          Cause.WRONG_CELL, "it is for cell \"" + snapshot.cell() + "\", not \"" + cell + "\"");
    }
    return new Signed(snapshot, digest(payload));
  }

  private static Snapshot parse(byte[] payload) throws SnapshotRefusedException {
    try {
      return SnapshotJson.read(payload);
    } catch (IOException e) {
      throw refused(Cause.CONTENT, "it cannot be read: " + e.getMessage());
    }
  }

  private static Serving compile(Snapshot snapshot, String digest, Instant now)
      throws SnapshotRefusedException {
    List<Integrity.Violation> violations = Integrity.check(snapshot.catalogue(), now);
    if (!violations.isEmpty()) {
      throw refused(Cause.CONTENT, "it is not sound: " + violations.getFirst());
    }
    try {
      return Serving.of(snapshot, digest);
    } catch (IllegalArgumentException e) {
      throw refused(Cause.CONTENT, "it cannot be compiled: " + e.getMessage());
    }
  }

  private static String digest(byte[] payload) {
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(payload));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SnapshotRefusedException refused(Cause cause, String message) {
    return new SnapshotRefusedException(cause, message);
  }
}
