package eu.bailiwick.metering.gaps;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page of gaps, newest first.
 *
 * @param next for {@code after} of the next page; absent on the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GapPage(List<Gap> items, @Nullable String next) {

  /**
   * Numbers of one epoch and tenant that were absent for longer than the grace period.
   *
   * @param router whose boot the epoch is
   * @param from first missing number
   * @param to last missing number
   * @param since when the absence was noticed
   * @param state {@code open}, or {@code filled} once the number has come late
   * @param givenUp true if the router said itself that the broker may never have had them
   * @param filled when it came; absent while it is open
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Gap(
      UUID epoch,
      String tenant,
      String router,
      long from,
      long to,
      Instant since,
      String state,
      boolean givenUp,
      @Nullable Instant filled) {}
}
