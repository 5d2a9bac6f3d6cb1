package eu.bailiwick.registry.catalogue;

import eu.bailiwick.sovereignty.evidence.Checks;

/**
 * Why somebody takes a step; recorded with the change.
 *
 * @param reason in the actor's words, never blank, at most {@value #LONGEST} characters
 */
public record Reason(String reason) {

  static final int LONGEST = 1000;

  /**
   * @throws IllegalArgumentException if it is blank or too long
   */
  public Reason {
    check(reason);
  }

  /**
   * Checks a reason that stands among other members.
   *
   * @throws IllegalArgumentException if it is blank or too long
   */
  public static void check(String reason) {
    Checks.notBlank(reason, "reason");
    if (reason.length() > LONGEST) {
      throw new IllegalArgumentException("reason is longer than " + LONGEST + " characters");
    }
  }
}
