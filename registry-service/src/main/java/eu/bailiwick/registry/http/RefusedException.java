package eu.bailiwick.registry.http;

import eu.bailiwick.registry.json.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that is not fulfilled, and why; nothing has been written. */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient List<Violation> violations;
  private final @Nullable String etag;
  private final @Nullable Long oldest;

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
    this(code, detail, violations, null, null);
  }

  private RefusedException(
      ErrorCode code,
      String detail,
      List<Violation> violations,
      @Nullable String etag,
      @Nullable Long oldest) {
    super(detail, null, false, false);
    this.code = code;
    this.violations = List.copyOf(violations);
    this.etag = etag;
    this.oldest = oldest;
  }

  /** A refusal because of the state of one resource, whose current ETag the sender should know. */
  static RefusedException because(ErrorCode code, String detail, String etag) {
    return new RefusedException(code, detail, List.of(), etag, null);
  }

  /**
   * A question about what is compacted.
   *
   * @param oldest the oldest revision about which questions can be answered
   */
  public static RefusedException compacted(long oldest) {
    return new RefusedException(
        ErrorCode.COMPACTED,
        "the oldest revision that is kept is " + oldest,
        List.of(),
        null,
        oldest);
  }

  /** The current ETag of what was to be changed; null if that is not what this is about. */
  public @Nullable String etag() {
    return etag;
  }

  public ErrorCode code() {
    return code;
  }

  public List<Violation> violations() {
    return violations;
  }

  /** The oldest revision that is kept; null unless the code is {@link ErrorCode#COMPACTED}. */
  public @Nullable Long oldest() {
    return oldest;
  }
}
