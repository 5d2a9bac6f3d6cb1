package eu.bailiwick.routing.openai;

/** A request's body that is refused before anything is decided. */
public final class InvalidRequestException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient ApiError error;

  /**
   * @param error what the caller gets
   */
  public InvalidRequestException(ApiError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  /** What the caller gets. */
  public ApiError error() {
    return error;
  }
}
