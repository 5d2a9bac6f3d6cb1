package eu.bailiwick.metering.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One thing in which a decision is not what it should have been.
 *
 * @param what a stable word: {@code snapshot}, {@code cell}, {@code revision}, {@code law}, {@code
 *     validity}, {@code key}, {@code reason}, {@code dataClass}, {@code candidate}, {@code
 *     candidates}, {@code endpoint} or {@code endpointFacts}
 * @param subject id of the endpoint; null unless it is about one
 * @param recorded what the event says
 * @param recomputed what the snapshot makes of it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Difference(String what, @Nullable String subject, String recorded, String recomputed) {

  static Difference of(String what, Object recorded, Object recomputed) {
    return new Difference(what, null, String.valueOf(recorded), String.valueOf(recomputed));
  }
}
