package eu.bailiwick.registry.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import eu.bailiwick.registry.json.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem in the sense of RFC 9457.
 *
 * @param type URN that identifies the kind of problem
 * @param title short text, the same for every occurrence
 * @param status HTTP status
 * @param detail what is wrong with this request; null if the title says it all
 * @param code stable code, the last part of {@code type}
 * @param violations field by field; left out if no fields are concerned
 * @param etag current ETag of the resource that was to be changed; null if none is concerned
 * @param oldest the oldest revision that is kept; left out unless that is what is wrong
 */
public record Problem(
    String type,
    String title,
    int status,
    @Nullable String detail,
    String code,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Violation> violations,
    @Nullable String etag,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long oldest) {

  /** The media type of problems. */
  public static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(RefusedException e) {
    return of(e.code(), e.getMessage(), e.violations(), e.etag(), e.oldest());
  }

  static Problem of(ErrorCode code) {
    return of(code, null);
  }

  static Problem of(ErrorCode code, @Nullable String detail) {
    return of(code, detail, List.of(), null, null);
  }

  private static Problem of(
      ErrorCode code,
      @Nullable String detail,
      List<Violation> violations,
      @Nullable String etag,
      @Nullable Long oldest) {
    return new Problem(
        "urn:bailiwick:problem:" + code.code(),
        code.title(),
        code.status(),
        detail,
        code.code(),
        violations,
        etag,
        oldest);
  }
}
