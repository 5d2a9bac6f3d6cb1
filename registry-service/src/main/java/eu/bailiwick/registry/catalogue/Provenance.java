package eu.bailiwick.registry.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * Who changes something, and why.
 *
 * @param actor the authenticated person or service
 * @param reason in the actor's words; null if none was given
 * @param approvedBy the other person who approved it; null if nobody had to
 */
public record Provenance(String actor, @Nullable String reason, @Nullable String approvedBy) {

  /**
   * @throws IllegalArgumentException if the actor approved it
   */
  public Provenance {
    if (actor.equals(approvedBy)) {
      throw new IllegalArgumentException(
          "approvedBy is \"" + approvedBy + "\", who made the change: another person is needed");
    }
  }

  /** A change that nobody else had to approve. */
  public Provenance(String actor, @Nullable String reason) {
    this(actor, reason, null);
  }
}
