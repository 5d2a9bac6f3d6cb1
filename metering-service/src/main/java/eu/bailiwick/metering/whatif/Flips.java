package eu.bailiwick.metering.whatif;

import com.fasterxml.jackson.annotation.JsonInclude;
import eu.bailiwick.metering.query.Cursor;
import eu.bailiwick.metering.whatif.Portion.Turned;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page of the requests that a change of the catalogue made an answer other than it would have
 * been, in the order of their events.
 *
 * @param revision that the change made
 * @param at when it was made
 * @param examined requests after it that this page went through
 * @param undecided of them, those refused before anything was decided
 * @param uncomputable of them, those of which nobody can tell
 * @param problem why nobody can tell of the first of those; absent if there is none
 * @param next for {@code after} of the next page, which may be without items and not the last;
 *     absent on the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Flips(
    long revision,
    Instant at,
    long examined,
    long undecided,
    long uncomputable,
    @Nullable String problem,
    List<Flip> items,
    @Nullable String next) {

  /**
   * One request.
   *
   * @param change how the change turned its answer
   * @param was the reason that there would have been without the change
   * @param becomes the reason that was recorded
   * @param endpoint to which it went; absent for a refusal
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Flip(
      Instant time,
      String tenant,
      UUID request,
      String application,
      String change,
      String was,
      String becomes,
      @Nullable String endpoint) {

    static Flip of(Turned turned) {
      Cursor position = turned.position();
      Asked asked = turned.asked();
      return new Flip(
          position.time(),
          position.tenant(),
          asked.request(),
          asked.application(),
          turned.turn().kind().reversed().word(),
          turned.turn().becomes(),
          asked.reason(),
          asked.endpoint());
    }
  }
}
