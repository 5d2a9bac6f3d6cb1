package eu.bailiwick.registry.signatures;

/** What came of checking a signature. */
public enum CheckResult {
  VERIFIED,
  FAILED,
  /** There is a signature and nobody has checked it. */
  NOT_CHECKED
}
