package eu.bailiwick.metering.problem;

import java.util.Locale;

/** Every error that a caller can get. Names, in lower case, are stable. */
public enum ErrorCode {
  INVALID_PARAMETER(400, "A parameter is not acceptable"),
  UNKNOWN_PARAMETER(400, "A parameter is not known here"),
  TOO_MANY_GROUPS(400, "The answer would have too many groups"),
  PURPOSE_NEEDED(400, "A question needs a purpose"),
  FUTURE_PERIOD(400, "The period is not over"),
  UNBOUNDED_EXPORT(400, "The export has no bounds, or too wide ones"),
  INVALID_BODY(400, "The body is not acceptable"),
  UNAUTHENTICATED(401, "A valid bearer token is needed"),
  FORBIDDEN(403, "The token does not allow this"),
  OTHER_TENANT(403, "The data is another tenant's"),
  SECOND_PERSON_NEEDED(403, "Another person is needed"),
  NOT_FOUND(404, "There is nothing here"),
  METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
  NOT_ACCEPTABLE(406, "The answer is not available in that form"),
  UNSUPPORTED_MEDIA_TYPE(415, "JSON is needed"),
  ALREADY_DECIDED(409, "This was decided before"),
  HELD(409, "A legal hold forbids this"),
  GROUND_NEEDED(409, "A legal ground is needed"),
  TOO_MUCH(409, "This concerns too much at once"),
  REFUSED(400, "The request is not acceptable"),
  COMMITMENT_DIFFERS(409, "The ledger has another commitment"),
  TOO_MANY_REQUESTS(429, "Too many requests at once"),
  INTERNAL_ERROR(500, "Something went wrong here"),
  UNPROVABLE(409, "Nothing that is signed can cover this"),
  UNRECORDED(503, "The question could not be recorded"),
  NOT_SEALED(503, "No published checkpoint covers it yet"),
  QUERY_TIMEOUT(503, "The query took too long"),
  STORAGE_UNAVAILABLE(503, "The database does not answer");

  private final int status;
  private final String title;

  ErrorCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** As it stands in JSON. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ErrorCode ofStatus(int status) {
    return switch (status) {
      case 401 -> UNAUTHENTICATED;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      default -> status < 500 ? REFUSED : INTERNAL_ERROR;
    };
  }
}
