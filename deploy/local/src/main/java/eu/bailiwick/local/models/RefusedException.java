package eu.bailiwick.local.models;

import org.jspecify.annotations.Nullable;

/** A request that is answered with an error in vLLM's shape, whose code is the HTTP status. */
final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final @Nullable String param;

  private RefusedException(int status, String message, @Nullable String param) {
    super(message);
    this.status = status;
    this.param = param;
  }

  /** A request that cannot be right; {@code param} names the member, null if it is none. */
  static RefusedException badRequest(String message, @Nullable String param) {
    return new RefusedException(400, message, param);
  }

  static RefusedException of(int status, String message) {
    return new RefusedException(status, message, null);
  }

  int status() {
    return status;
  }

  @Nullable String param() {
    return param;
  }

  /** The name of the error's type as OpenAI's servers use it. */
  String type() {
    return switch (status) {
      case 400, 413 -> "BadRequestError";
      case 404 -> "NotFoundError";
      case 405 -> "MethodNotAllowedError";
      default -> "InternalServerError";
    };
  }
}
