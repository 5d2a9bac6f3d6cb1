package eu.bailiwick.metering.checkpoint;

/** Nothing is signed, because it would contradict what was signed before. */
final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  RefusedException(String message) {
    super(message);
  }
}
