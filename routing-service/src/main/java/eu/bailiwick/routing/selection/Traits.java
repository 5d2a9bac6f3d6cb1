package eu.bailiwick.routing.selection;

import eu.bailiwick.sovereignty.catalogue.Priority;
import java.util.UUID;

/**
 * What of a request matters to the choice among its lawful endpoints.
 *
 * @param lot spread evenly over all requests and fixed for each, so that a choice can be repeated
 * @param prefix hash of the beginning of the prompt; 0 if the request is to go anywhere
 * @param priority who goes first when there is not enough for all
 */
public record Traits(long lot, long prefix, Priority priority) {

  /** The traits of the request with this id. */
  public static Traits of(UUID request, long prefix, Priority priority) {
    return new Traits(
        Hashes.mix(request.getMostSignificantBits() ^ request.getLeastSignificantBits()),
        prefix,
        priority);
  }
}
