package eu.bailiwick.routing.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9457 problem details, with a stable code.
 *
 * @param type URI of the kind of problem
 * @param title of the kind of problem
 * @param status HTTP status
 * @param detail for people
 * @param code stable name of the kind of problem
 * @param violations fields that are at fault; left out if none are
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type,
    String title,
    int status,
    @Nullable String detail,
    String code,
    List<Violation> violations) {

  static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(ProblemCode code, int status, @Nullable String detail, List<Violation> at) {
    return new Problem(code.type(), code.title(), status, detail, code.code(), at);
  }
}
