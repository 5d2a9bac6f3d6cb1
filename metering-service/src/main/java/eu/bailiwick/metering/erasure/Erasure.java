package eu.bailiwick.metering.erasure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.metering.motion.Motion;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An erasure that was asked for.
 *
 * @param state {@code asked}, {@code done}, {@code rejected} or {@code withdrawn}
 * @param tenant whose events; absent if the wish was kept without it
 * @param concerns which events; once they are erased, only the names of the selectors
 * @param ground in law; absent if none was named
 * @param events how many are concerned; of one that is done, were erased
 * @param entry index of the certificate in the system log, once it is done
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Erasure(
    UUID id,
    String state,
    @Nullable String tenant,
    JsonNode concerns,
    @Nullable String ground,
    long events,
    String reason,
    String askedBy,
    Instant askedAt,
    @Nullable String decidedBy,
    @Nullable Instant decidedAt,
    @Nullable String decidedBecause,
    @Nullable Long entry) {

  /** What is known of one that is done. */
  record Done(long events, long entry) {}

  static Erasure of(Motion motion, @Nullable Done done) {
    return new Erasure(
        motion.id(),
        motion.state() == Motion.State.GRANTED ? "done" : motion.state().word(),
        tenant(motion.content()),
        motion.content().path("concerns"),
        motion.content().path("ground").textValue(),
        done == null ? motion.content().path("events").longValue() : done.events(),
        motion.reason(),
        motion.askedBy(),
        motion.askedAt(),
        motion.decidedBy(),
        motion.decidedAt(),
        motion.decidedBecause(),
        done == null ? null : done.entry());
  }

  private static @Nullable String tenant(JsonNode content) {
    String tenant = content.path("tenant").textValue();
    return tenant != null ? tenant : content.path("concerns").path("tenant").textValue();
  }

  /** A page, newest first. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page(List<Erasure> items, @Nullable String next) {}
}
