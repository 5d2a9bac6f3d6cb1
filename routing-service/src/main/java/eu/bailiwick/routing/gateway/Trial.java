package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.decision.Permit;
import eu.bailiwick.routing.selection.Place;
import eu.bailiwick.routing.upstream.Attempt;
import eu.bailiwick.routing.usage.Closed.Outcome;
import eu.bailiwick.routing.usage.TokenUsage;
import org.jspecify.annotations.Nullable;

/** One attempt under way: dispatched by a permit, counted and recorded until it is closed. */
final class Trial {

  private final Place place;
  private final AttemptRecord log;
  private final Attempt attempt;

  Trial(Place place, AttemptRecord log, Attempt attempt) {
    this.place = place;
    this.log = log;
    this.attempt = attempt;
  }

  Permit permit() {
    return place.permit();
  }

  /** Id of the endpoint. */
  String endpoint() {
    return place.permit().destination().endpoint().id();
  }

  Attempt attempt() {
    return attempt;
  }

  /**
   * Records the end; to be called once.
   *
   * @param status of the upstream; null if none came
   */
  void close(Outcome outcome, @Nullable Integer status, TokenUsage usage) {
    place.release();
    log.close(attempt, outcome, status, usage);
  }
}
