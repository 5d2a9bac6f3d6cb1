package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.evidence.Checks;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One person's leave, asked for by another, to serve a version in a jurisdiction for a class of
 * data. It covers its data class and those above it, and a tenant's own class as the built-in class
 * above that is covered.
 *
 * @param id identifier in the catalogue
 * @param version id of the version
 * @param jurisdiction country or group in which requests are processed
 * @param dataClass id of the most sensitive class that it covers
 * @param state whether it is asked for, granted, or no longer
 * @param validFrom first instant at which it holds
 * @param validUntil first instant at which it no longer does
 * @param requestedBy who asked; null in snapshots
 * @param decidedBy who granted or rejected it, never the same person; null before, and in snapshots
 */
public record Approval(
    String id,
    String version,
    String jurisdiction,
    String dataClass,
    State state,
    Instant validFrom,
    Instant validUntil,
    @Nullable String requestedBy,
    @Nullable String decidedBy) {

  /** The states of an approval. Only {@link #GRANTED} permits anything. */
  public enum State {
    REQUESTED,
    GRANTED,
    REJECTED,
    /** Out of use at once and for good. */
    REVOKED
  }

  /**
   * @throws IllegalArgumentException if an id is malformed, the jurisdiction blank, the period
   *     empty, or one person asked and decided
   */
  public Approval {
    Checks.id(id);
    Checks.id(version, "version");
    Checks.notBlank(jurisdiction, "jurisdiction");
    Checks.id(dataClass, "dataClass");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(validFrom, "validFrom");
    Objects.requireNonNull(validUntil, "validUntil");
    if (!validFrom.isBefore(validUntil)) {
      throw new IllegalArgumentException(
          "validFrom " + validFrom + " is not before validUntil " + validUntil);
    }
    if (requestedBy != null && requestedBy.equals(decidedBy)) {
      throw new IllegalArgumentException(
          "decidedBy is \"" + decidedBy + "\", who asked for it: another person is needed");
    }
  }

  /** Whether it permits anything at {@code at}. */
  public boolean holdsAt(Instant at) {
    return state == State.GRANTED && !at.isBefore(validFrom) && at.isBefore(validUntil);
  }

  /** The same in another state, decided by {@code who}. */
  public Approval decided(State newState, String who) {
    return new Approval(
        id, version, jurisdiction, dataClass, newState, validFrom, validUntil, requestedBy, who);
  }

  /** The same without the names of people. */
  public Approval withoutNames() {
    return new Approval(
        id, version, jurisdiction, dataClass, state, validFrom, validUntil, null, null);
  }
}
