package eu.bailiwick.routing.decision;

import java.time.Instant;
import java.util.Map;

/**
 * How the lawful endpoints of a decision stand with this router now.
 *
 * @param at when
 * @param rule by what one of several candidates is chosen
 * @param prospects by id of the endpoint, of those that are lawful now
 */
record Outlook(Instant at, String rule, Map<String, Prospect> prospects) {

  /** What becomes of an endpoint that was lawful when the decision was made. */
  Prospect of(String endpoint) {
    return prospects.getOrDefault(endpoint, Prospect.GONE);
  }
}
