package eu.bailiwick.routing.limits;

/** The shared store could not do what it was asked for. */
final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StoreException(Throwable cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }
}
