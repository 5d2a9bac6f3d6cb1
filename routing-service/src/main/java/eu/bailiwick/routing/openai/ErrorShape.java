package eu.bailiwick.routing.openai;

/** How the body of an error looks. */
public enum ErrorShape {
  /** {@code {"error":{"message":…,"type":…,"param":…,"code":…}}}. */
  OPENAI,

  /**
   * {@code {"type":"error","error":{"type":…,"message":…}}}, with the types of Anthropic's API. Its
   * SDKs choose the exception by the status and ignore the further members.
   */
  ANTHROPIC;

  /** The shape that clients of a path expect. */
  public static ErrorShape at(String path) {
    return path.startsWith(Surface.MESSAGES.path()) ? ANTHROPIC : OPENAI;
  }

  /** {@code error.type}. */
  String type(ApiError error) {
    return switch (this) {
      case OPENAI -> error.type();
      case ANTHROPIC -> anthropicType(error.status());
    };
  }

  private static String anthropicType(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 503 -> "overloaded_error";
      case 504 -> "timeout_error";
      default -> status < 500 ? "invalid_request_error" : "api_error";
    };
  }
}
