package eu.bailiwick.metering.c2sp;

/** A signature or a proof does not show what it should. */
public final class UnverifiedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnverifiedException(String message) {
    super(message);
  }
}
