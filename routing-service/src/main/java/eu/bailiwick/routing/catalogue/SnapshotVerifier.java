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

  /**
   * Checks and compiles.
   *
   * @param jws what the registry answered
   * @param trustedKeys the JWK set, JSON
   * @param current what is served now
   * @throws SnapshotRefusedException if it must not be served
   */
  Serving verify(String jws, String trustedKeys, Optional<Serving> current)
      throws SnapshotRefusedException {
    byte[] payload = Signatures.verified(jws, trustedKeys, TYPE);
    Snapshot snapshot = parse(payload);
    if (!snapshot.cell().equals(cell)) {
      throw refused(
          Cause.WRONG_CELL, "it is for cell \"" + snapshot.cell() + "\", not \"" + cell + "\"");
    }
    if (current.isPresent()) {
      checkSuccession(current.get().snapshot(), snapshot);
    }
    Instant now = clock.instant();
    if (!snapshot.isValidAt(now)) {
      throw refused(Cause.EXPIRED, "it was valid until " + snapshot.validUntil());
    }
    return compile(snapshot, digest(payload), now);
  }

  private static Snapshot parse(byte[] payload) throws SnapshotRefusedException {
    try {
      return SnapshotJson.read(payload);
    } catch (IOException e) {
      throw refused(Cause.CONTENT, "it cannot be read: " + e.getMessage());
    }
  }

  private static void checkSuccession(Snapshot current, Snapshot next)
      throws SnapshotRefusedException {
    if (next.revision() < current.revision()
        || (next.revision() == current.revision()
            && next.issuedAt().isBefore(current.issuedAt()))) {
      throw refused(
          Cause.ROLLBACK,
          "it is of revision "
              + next.revision()
              + " and issued at "
              + next.issuedAt()
              + ", older than revision "
              + current.revision()
              + " of "
              + current.issuedAt()
              + " that is served");
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
