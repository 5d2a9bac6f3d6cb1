package eu.bailiwick.metering.event;

/** The bytes are not a usage event that this version understands. */
public final class MalformedEventException extends Exception {

  private static final long serialVersionUID = 1;

  /** What is wrong, in a stable word. */
  public enum Kind {
    NOT_JSON,
    UNKNOWN_VERSION,
    MISSING_FIELD,
    INVALID_FIELD
  }

  private final Kind kind;

  MalformedEventException(Kind kind, String detail) {
    super(detail);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
