package eu.bailiwick.metering.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle shall show.
 *
 * @param from first instant of the period, to the microsecond
 * @param to first instant behind it
 * @param statement null if only the events are asked for
 * @param whole whether the whole of the tenant's log is covered, and not only from the first event
 *     of the period to the last
 * @param seen size of a checkpoint of the cell's log that the requester has; null if none
 * @param withheld events that shall not be shown
 */
record Asked(
    String tenant,
    Instant from,
    Instant to,
    String purpose,
    @Nullable Claim statement,
    boolean whole,
    @Nullable Long seen,
    List<Withheld> withheld) {

  Asked {
    withheld = List.copyOf(withheld);
  }

  /** "No request of this class, or of one below it, left this area." */
  record Claim(String dataClass, String area) {}

  /**
   * Events that shall not be shown: those of a request, or one by its number.
   *
   * @param request null if it is one by its number
   * @param about epoch and sequence with a slash between; null if it is a request
   */
  record Withheld(@Nullable UUID request, @Nullable String about, String reason) {

    boolean covers(Item item) {
      Item.Facts facts = item.facts();
      return item.leaf().about().equals(about)
          || (request != null && facts != null && request.equals(facts.request()));
    }
  }

  boolean holds(Instant time) {
    return !time.isBefore(from) && time.isBefore(to);
  }

  /** Why an event shall not be shown; empty if it may. */
  Optional<String> reasonToWithhold(Item item) {
    return withheld.stream().filter(w -> w.covers(item)).map(Withheld::reason).findFirst();
  }
}
