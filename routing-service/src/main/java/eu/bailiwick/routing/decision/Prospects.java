package eu.bailiwick.routing.decision;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Explains the choice among lawful endpoints; whoever chooses does. Safe on any thread. */
public interface Prospects {

  /** By what one of several candidates is chosen, for people. */
  String rule();

  /**
   * How lawful endpoints stand now; chooses none and changes nothing.
   *
   * @param lawful every endpoint that a request may go to, in order of id
   * @param lotKnown whether the permits' request is one that came, whose id says of which canary's
   *     share it is; for one that may come that is chance
   * @return by id of the endpoint
   */
  Map<String, Prospect> of(List<Permit> lawful, boolean lotKnown, Instant now);
}
