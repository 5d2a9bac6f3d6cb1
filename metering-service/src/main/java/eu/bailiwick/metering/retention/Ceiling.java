package eu.bailiwick.metering.retention;

import com.fasterxml.jackson.annotation.JsonInclude;
import eu.bailiwick.metering.motion.Motion;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * For how long the bytes of events are kept at most.
 *
 * @param id of the motion that set it or would set it
 * @param state {@code in_force}, {@code replaced}, {@code asked}, {@code rejected} or {@code
 *     withdrawn}
 * @param tenant null for every tenant that has none of its own
 * @param dataClass the class that counted; null for every class that has none of its own
 * @param days whole days
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Ceiling(
    UUID id,
    String state,
    @Nullable String tenant,
    @Nullable String dataClass,
    int days,
    String reason,
    String askedBy,
    Instant askedAt,
    @Nullable String decidedBy,
    @Nullable Instant decidedAt) {

  static Ceiling of(Motion motion, boolean inForce) {
    boolean granted = motion.state() == Motion.State.GRANTED;
    return new Ceiling(
        motion.id(),
        inForce ? "in_force" : granted ? "replaced" : motion.state().word(),
        motion.content().path("tenant").textValue(),
        motion.content().path("dataClass").textValue(),
        motion.content().path("days").intValue(),
        motion.reason(),
        motion.askedBy(),
        motion.askedAt(),
        motion.decidedBy(),
        motion.decidedAt());
  }
}
