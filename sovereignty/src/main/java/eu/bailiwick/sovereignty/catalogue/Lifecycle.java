package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.evidence.Checks;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far a version has come. The version itself never changes; this does, step by step, and no
 * document sets it.
 *
 * @param version id of the version
 * @param state where it is
 * @param submittedBy who asked for its approval; null before, and in snapshots
 * @param approvedBy who approved it, never the same person; null before, and in snapshots
 * @param successor id of the version to use instead of a deprecated one; null if none is named
 * @param removal when a deprecated version is to be retired; null if that is not decided
 */
public record Lifecycle(
    String version,
    State state,
    @Nullable String submittedBy,
    @Nullable String approvedBy,
    @Nullable String successor,
    @Nullable Instant removal) {

  /** The states of a version. */
  public enum State {
    DRAFT,
    IN_REVIEW,
    APPROVED,
    /** Serves, but is to be replaced. */
    DEPRECATED,
    /** Serves no more, as planned. */
    RETIRED,
    /** Out of use at once and for good. */
    REVOKED;

    /** Whether a version in this state may serve at all. */
    public boolean serves() {
      return this == APPROVED || this == DEPRECATED;
    }

    /** The states that may come next. */
    public Set<State> next() {
      return switch (this) {
        case DRAFT -> Set.of(IN_REVIEW, REVOKED);
        case IN_REVIEW -> Set.of(APPROVED, DRAFT, REVOKED);
        case APPROVED -> Set.of(DEPRECATED, REVOKED);
        case DEPRECATED -> Set.of(RETIRED, REVOKED);
        case RETIRED -> Set.of(REVOKED);
        case REVOKED -> Set.of();
      };
    }
  }

  /**
   * @throws IllegalArgumentException if an id is malformed, or one person submitted and approved it
   */
  public Lifecycle {
    Checks.id(version, "version");
    Objects.requireNonNull(state, "state");
    if (successor != null) {
      Checks.id(successor, "successor");
    }
    if (submittedBy != null && submittedBy.equals(approvedBy)) {
      throw new IllegalArgumentException(
          "approvedBy is \"" + approvedBy + "\", who submitted it: another person is needed");
    }
  }

  /** Where a version is that nobody has submitted yet. */
  public static Lifecycle draft(String version) {
    return new Lifecycle(version, State.DRAFT, null, null, null, null);
  }

  /** The same without the names of people. */
  public Lifecycle withoutNames() {
    return new Lifecycle(version, state, null, null, successor, removal);
  }
}
