package eu.bailiwick.registry.lifecycle;

import eu.bailiwick.sovereignty.evidence.Checks;

/**
 * Why somebody takes a step; recorded with the change.
 *
 * @param reason in the actor's words, never blank, at most {@value #LONGEST} characters
 */
record Reason(String reason) {

  static final int LONGEST = 1000;

  /**
   * @throws IllegalArgumentException if it is blank or too long
   */
  Reason {
    check(reason);
  }

  static void check(String reason) {
    Checks.notBlank(reason, "reason");
    if (reason.length() > LONGEST) {
      throw new IllegalArgumentException("reason is longer than " + LONGEST + " characters");
    }
  }
}
