package eu.bailiwick.metering.snapshots;

/** What should be a snapshot of this cell is none, or nobody trusted signed it. */
public final class SnapshotRefusedException extends Exception {

  private static final long serialVersionUID = 1;

  public SnapshotRefusedException(String message) {
    super(message, null, false, false);
  }
}
