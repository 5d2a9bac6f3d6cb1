package eu.bailiwick.metering.problem;

import java.util.List;

/** Ends a request with a problem. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final ErrorCode code;
  private final transient List<Violation> violations;

  public ProblemException(ErrorCode code, String detail) {
    this(code, detail, List.of());
  }

  public ProblemException(ErrorCode code, String detail, List<Violation> violations) {
    super(detail);
    this.code = code;
    this.violations = List.copyOf(violations);
  }

  /** With what went wrong beneath, for the log. */
  public ProblemException(ErrorCode code, String detail, Throwable cause) {
    super(detail, cause);
    this.code = code;
    this.violations = List.of();
  }

  public ErrorCode code() {
    return code;
  }

  public List<Violation> violations() {
    return violations;
  }
}
