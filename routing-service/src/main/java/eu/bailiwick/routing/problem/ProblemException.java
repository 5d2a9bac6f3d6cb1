package eu.bailiwick.routing.problem;

import java.util.List;

/** A request to the router's own surface that is answered with a problem. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ProblemCode code;
  private final transient List<Violation> violations;

  /**
   * @param detail for people
   */
  public ProblemException(ProblemCode code, String detail) {
    this(code, detail, List.of());
  }

  /**
   * @param violations the fields that are at fault
   */
  public ProblemException(ProblemCode code, String detail, List<Violation> violations) {
    super(detail, null, false, false);
    this.code = code;
    this.violations = List.copyOf(violations);
  }

  ProblemCode code() {
    return code;
  }

  List<Violation> violations() {
    return violations;
  }
}
