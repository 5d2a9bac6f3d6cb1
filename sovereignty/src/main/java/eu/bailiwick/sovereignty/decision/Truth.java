package eu.bailiwick.sovereignty.decision;

/** Kleene's three values. Only {@link #TRUE} permits. */
public enum Truth {
  FALSE,
  UNKNOWN,
  TRUE;

  /** The weaker of the two: FALSE before UNKNOWN before TRUE. */
  public Truth and(Truth other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /** TRUE or FALSE. */
  static Truth of(boolean value) {
    return value ? TRUE : FALSE;
  }

  /** The opposite; of UNKNOWN, UNKNOWN. */
  Truth not() {
    return switch (this) {
      case FALSE -> TRUE;
      case UNKNOWN -> UNKNOWN;
      case TRUE -> FALSE;
    };
  }
}
