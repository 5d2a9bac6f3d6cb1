package eu.bailiwick.routing.catalogue;

/** A snapshot that must not be served. */
final class SnapshotRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why; in lower case the tag of the metric. */
  enum Cause {
    /** Not signed by a trusted key, or not signed at all. */
    SIGNATURE,
    /** Signed, but not a snapshot that this version reads. */
    CONTENT,
    WRONG_CELL,
    /** Older than one that was taken before. */
    ROLLBACK,
    EXPIRED
  }

  private final Cause reason;

  SnapshotRefusedException(Cause reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  Cause reason() {
    return reason;
  }
}
