package eu.bailiwick.metering.c2sp;

/** A text or its bytes are not of the form that they should have. */
public final class MalformedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  MalformedException(String message) {
    super(message);
  }
}
