package eu.bailiwick.local.platform;

/** Why the platform cannot start, in a sentence that says what to do about it. */
public final class StartException extends Exception {

  private static final long serialVersionUID = 1L;

  public StartException(String message) {
    super(message);
  }

  StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
