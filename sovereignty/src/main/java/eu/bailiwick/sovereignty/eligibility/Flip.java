package eu.bailiwick.sovereignty.eligibility;

import eu.bailiwick.sovereignty.catalogue.Operation;

/**
 * An answer that one catalogue gives and another does not.
 *
 * @param application id of the application
 * @param dataClass the class that counts
 * @param model id of the model
 * @param operation what the model is asked for
 * @param endpoint id of the endpoint
 * @param change what becomes of the answer
 */
public record Flip(
    String application,
    String dataClass,
    String model,
    Operation operation,
    String endpoint,
    Change change) {

  /** What can become of an answer. */
  public enum Change {
    /** Widens: what was denied is permitted. */
    DENY_TO_PERMIT,
    /** Widens: what names media by a URL was denied and is permitted. */
    REMOTE_MEDIA_PERMITTED,
    /** Narrows: what was permitted is denied. */
    PERMIT_TO_DENY,
    /** Narrows: what names media by a URL was permitted and is denied. */
    REMOTE_MEDIA_DENIED;

    /** Whether something is permitted that was denied. */
    public boolean widens() {
      return this == DENY_TO_PERMIT || this == REMOTE_MEDIA_PERMITTED;
    }
  }
}
