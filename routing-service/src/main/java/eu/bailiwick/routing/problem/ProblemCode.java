package eu.bailiwick.routing.problem;

import java.util.Locale;

/** Every problem that the router's own surface answers with: stable code, status and title. */
public enum ProblemCode {
  INVALID_REQUEST(400, "The request cannot be understood"),
  UNAUTHENTICATED(401, "A known API key or a valid token is needed"),
  FORBIDDEN(403, "The role or key does not allow this"),
  NOT_FOUND(404, "There is nothing here"),
  METHOD_NOT_ALLOWED(405, "This method is not served here"),
  NOT_ACCEPTABLE(406, "Only JSON is served here"),
  UNSUPPORTED_MEDIA_TYPE(415, "JSON is needed"),
  INTERNAL_ERROR(500, "The router failed"),
  CATALOGUE_EXPIRED(503, "The router has no catalogue in validity");

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** {@code code} of the problem. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** {@code title} of the problem. */
  public String title() {
    return title;
  }

  /** {@code type} of the problem. */
  public String type() {
    return "urn:bailiwick:problem:" + code();
  }

  static ProblemCode ofStatus(int status) {
    for (ProblemCode code : values()) {
      if (code.status == status) {
        return code;
      }
    }
    return status < 500 ? INVALID_REQUEST : INTERNAL_ERROR;
  }
}
