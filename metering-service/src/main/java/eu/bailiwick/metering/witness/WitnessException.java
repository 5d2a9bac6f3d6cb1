package eu.bailiwick.metering.witness;

/** A witness gave no cosignature. */
public class WitnessException extends Exception {

  private static final long serialVersionUID = 1;

  WitnessException(String message) {
    super(message);
  }

  WitnessException(String message, Throwable cause) {
    super(message, cause);
  }
}
