package eu.bailiwick.metering.retention;

import com.fasterxml.jackson.annotation.JsonInclude;
import eu.bailiwick.metering.motion.Motion;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A legal hold: what it concerns is neither expired nor erased.
 *
 * @param state {@code asked}, {@code in_force}, {@code rejected}, {@code withdrawn} or {@code
 *     released}
 * @param decidedBy who granted or rejected it
 * @param since when it came into force
 * @param release the wish to end it that was made last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Hold(
    UUID id,
    String state,
    Concern concerns,
    String reason,
    String askedBy,
    Instant askedAt,
    @Nullable String decidedBy,
    @Nullable Instant decidedAt,
    @Nullable String decidedBecause,
    @Nullable Instant since,
    @Nullable Instant released,
    @Nullable Asked release) {

  /** What was asked for, and what became of it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Asked(
      UUID id,
      String state,
      String reason,
      String askedBy,
      Instant askedAt,
      @Nullable String decidedBy,
      @Nullable Instant decidedAt,
      @Nullable String decidedBecause) {

    static Asked of(Motion motion) {
      return new Asked(
          motion.id(),
          motion.state().word(),
          motion.reason(),
          motion.askedBy(),
          motion.askedAt(),
          motion.decidedBy(),
          motion.decidedAt(),
          motion.decidedBecause());
    }
  }

  /** When it was in force. */
  record Force(Instant since, @Nullable Instant released) {}

  static Hold of(Motion motion, @Nullable Force force, @Nullable Motion release) {
    return new Hold(
        motion.id(),
        state(motion, force),
        Concern.of(motion.content()),
        motion.reason(),
        motion.askedBy(),
        motion.askedAt(),
        motion.decidedBy(),
        motion.decidedAt(),
        motion.decidedBecause(),
        force == null ? null : force.since(),
        force == null ? null : force.released(),
        release == null ? null : Asked.of(release));
  }

  private static String state(Motion motion, @Nullable Force force) {
    if (force == null) {
      return motion.state().word();
    }
    return force.released() == null ? "in_force" : "released";
  }

  /** A page, newest first. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page(List<Hold> items, @Nullable String next) {}
}
