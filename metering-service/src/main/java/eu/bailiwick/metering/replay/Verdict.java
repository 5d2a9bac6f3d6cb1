package eu.bailiwick.metering.replay;

import eu.bailiwick.sovereignty.decision.Decision;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of recomputing one decision. */
sealed interface Verdict {

  /**
   * The same inputs gave the same answer.
   *
   * @param decision null if nothing but the key or the snapshot's age was asked
   */
  record Confirmed(@Nullable Decision decision) implements Verdict {}

  /** The request was refused before anything was decided, for what only the router saw. */
  record Undecided() implements Verdict {}

  /**
   * The answer is another one.
   *
   * @param decision null if there is nothing to compute it from
   * @param differences never empty
   */
  record Mismatch(@Nullable Decision decision, List<Difference> differences) implements Verdict {

    /** Copies {@code differences}. */
    public Mismatch {
      differences = List.copyOf(differences);
    }
  }

  /**
   * It cannot be recomputed.
   *
   * @param detail a few words; never of the request itself
   */
  record Uncomputable(Cause cause, String detail) implements Verdict {}

  /** The decision as it should have been, if there is one. */
  default Optional<Decision> computed() {
    return switch (this) {
      case Confirmed confirmed -> Optional.ofNullable(confirmed.decision());
      case Mismatch mismatch -> Optional.ofNullable(mismatch.decision());
      case Undecided none -> Optional.empty();
      case Uncomputable none -> Optional.empty();
    };
  }
}
