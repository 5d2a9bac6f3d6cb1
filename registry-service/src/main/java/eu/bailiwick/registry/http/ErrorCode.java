package eu.bailiwick.registry.http;

import java.util.Locale;

/** Every way in which a request can fail. Names, in lower case, are stable codes. */
public enum ErrorCode {
  MALFORMED_DOCUMENT(400, "The document cannot be parsed"),
  UNKNOWN_PARAMETER(400, "Unknown query parameter"),
  INVALID_PARAMETER(400, "Invalid parameter or header"),
  UNAUTHENTICATED(401, "A valid bearer token is needed"),
  FORBIDDEN(403, "The role does not allow this"),
  FETCH_NOT_ALLOWED(403, "Documents are not fetched from there"),
  FOUR_EYES(403, "Another person is needed"),
  NOT_FOUND(404, "There is no such thing"),
  METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
  NOT_ACCEPTABLE(406, "No acceptable representation"),
  STILL_REFERRED_TO(409, "Something still refers to it"),
  IDEMPOTENCY_KEY_IN_USE(409, "A request with this Idempotency-Key is running"),
  PROPOSAL_STALE(409, "The proposal is no longer what was shown"),
  PROPOSAL_CLOSED(409, "The proposal is not open"),
  WRONG_STATE(409, "Its state does not allow this"),
  COMPACTED(410, "The history does not reach back that far"),
  PRECONDITION_FAILED(412, "The resource is not in the expected state"),
  DOCUMENT_TOO_LARGE(413, "The document is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "The media type is not supported"),
  INVALID_REQUEST(422, "The request is not complete or not right"),
  INVALID_CATALOGUE(422, "The catalogue would not be sound"),
  IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key stands for another request"),
  UNUSABLE_DOCUMENT(422, "The document does not say what is needed"),
  WRONG_SUBJECT(422, "The signature is for something else"),
  PRECONDITION_REQUIRED(428, "A precondition is required"),
  INTERNAL_ERROR(500, "Something went wrong here"),
  SOURCE_FAILED(502, "The source did not give a document");

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

  /** Short text, the same for every occurrence. */
  public String title() {
    return title;
  }

  /** The stable code, such as {@code not_found}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
