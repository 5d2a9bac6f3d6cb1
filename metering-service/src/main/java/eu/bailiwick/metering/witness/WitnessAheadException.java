package eu.bailiwick.metering.witness;

/** A witness saw a larger tree of this log than there is now: the log lost entries. */
public final class WitnessAheadException extends WitnessException {

  private static final long serialVersionUID = 1;

  private final long size;

  WitnessAheadException(String message, long size) {
    super(message);
    this.size = size;
  }

  /** Of the tree that the witness saw. */
  public long size() {
    return size;
  }
}
