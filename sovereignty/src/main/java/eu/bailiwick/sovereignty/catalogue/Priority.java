package eu.bailiwick.sovereignty.catalogue;

/** Who goes first when there is not enough for all. */
public enum Priority {
  /** Somebody waits for the answer. */
  INTERACTIVE,
  STANDARD,
  /** Can wait. */
  BATCH
}
