package eu.bailiwick.metering.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Problem details of RFC 9457.
 *
 * @param code stable, for programs
 * @param violations which parameters are wrong; null if it is not about parameters
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    @Nullable String instance,
    String code,
    @Nullable List<Violation> violations) {

  static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(
      ErrorCode code, int status, String detail, String instance, List<Violation> violations) {
    return new Problem(
        "urn:bailiwick:problem:" + code.code(),
        code.title(),
        status,
        detail,
        instance,
        code.code(),
        violations.isEmpty() ? null : violations);
  }
}
