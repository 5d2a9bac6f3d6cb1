package eu.bailiwick.routing.limits;

import java.util.List;

/** Whether the limits of a caller have room for a request. */
public sealed interface Verdict permits Reservation, Refusal {

  /** How the limits stand; those of concurrent requests are not among them. */
  List<Standing> standings();
}
