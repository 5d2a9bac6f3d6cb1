package eu.bailiwick.registry.http;

import eu.bailiwick.registry.json.Violation;
import java.util.List;

/** A request that is not fulfilled, and why; nothing has been written. */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient List<Violation> violations;

  /**
   * @param detail what is wrong with this request, for its sender to read
   */
  public RefusedException(ErrorCode code, String detail) {
    this(code, detail, List.of());
  }

  /**
   * @param detail what is wrong with this request, for its sender to read
   * @param violations field by field, empty if no fields are concerned
   */
  public RefusedException(ErrorCode code, String detail, List<Violation> violations) {
    super(detail, null, false, false);
    this.code = code;
    this.violations = List.copyOf(violations);
  }

  public ErrorCode code() {
    return code;
  }

  public List<Violation> violations() {
    return violations;
  }
}
