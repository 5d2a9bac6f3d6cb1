package eu.bailiwick.routing.openai;

/**
 * Every error that the surface answers with by itself: stable {@code error.code}, status, {@code
 * error.type}. One that promises a better time carries {@code Retry-After}.
 */
public enum ErrorCode {
  INVALID_API_KEY(401, "invalid_request_error"),
  INVALID_JSON(400, "invalid_request_error"),
  DUPLICATE_MEMBER(400, "invalid_request_error"),
  MISSING_MODEL(400, "invalid_request_error"),
  INVALID_TYPE(400, "invalid_request_error"),
  UNSUPPORTED_PARAMETER(400, "invalid_request_error"),
  INVALID_HEADER(400, "invalid_request_error"),
  UNKNOWN_AREA(400, "invalid_request_error"),
  UNSUPPORTED_MEDIA_TYPE(415, "invalid_request_error"),
  REQUEST_TIMEOUT(408, "invalid_request_error"),
  REQUEST_TOO_LARGE(413, "invalid_request_error"),
  MODEL_NOT_FOUND(404, "invalid_request_error"),
  UNSUPPORTED_SURFACE(404, "invalid_request_error"),
  RESPONSE_NOT_FOUND(404, "invalid_request_error"),
  RESPONSE_OF_OTHER_MODEL(400, "invalid_request_error"),
  UNKNOWN_URL(404, "invalid_request_error"),
  METHOD_NOT_ALLOWED(405, "invalid_request_error"),
  NO_LAWFUL_ENDPOINT(403, "permission_error"),
  DATA_CLASS_NOT_ALLOWED(403, "permission_error"),
  REMOTE_MEDIA_NOT_ALLOWED(403, "permission_error"),
  REMOTE_TOOL_NOT_ALLOWED(403, "permission_error"),
  /** When to try again is the limit's to say. The type is {@code tokens} if they are limited. */
  RATE_LIMIT_EXCEEDED(429, "requests"),
  INSUFFICIENT_QUOTA(429, "insufficient_quota"),
  /** Nobody gets it: the client left before anything was tried for it. */
  CLIENT_LEFT(499, "invalid_request_error"),
  LAWFUL_ENDPOINT_UNAVAILABLE(503, "service_unavailable_error", 5),
  AUDIT_UNAVAILABLE(503, "service_unavailable_error", 5),
  LIMITS_UNAVAILABLE(503, "service_unavailable_error", 5),
  CATALOGUE_EXPIRED(503, "service_unavailable_error", 5),
  SHUTTING_DOWN(503, "service_unavailable_error", 1),
  UPSTREAM_ERROR(502, "server_error"),
  UPSTREAM_TIMEOUT(504, "server_error"),
  INTERNAL_ERROR(500, "server_error");

  private final int status;
  private final String type;
  private final int retryAfter;

  ErrorCode(int status, String type) {
    this(status, type, 0);
  }

  ErrorCode(int status, String type, int retryAfter) {
    this.status = status;
    this.type = type;
    this.retryAfter = retryAfter;
  }

  /** {@code error.code}. */
  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** {@code error.type}. */
  public String type() {
    return type;
  }

  /** Seconds for {@code Retry-After}; 0 for none. */
  public int retryAfter() {
    return retryAfter;
  }
}
