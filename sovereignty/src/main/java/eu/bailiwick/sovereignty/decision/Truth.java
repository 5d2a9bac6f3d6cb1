package eu.bailiwick.sovereignty.decision;

/** Kleene's three values. Only {@link #TRUE} permits. */
public enum Truth {
  FALSE,
  UNKNOWN,
  TRUE
}
