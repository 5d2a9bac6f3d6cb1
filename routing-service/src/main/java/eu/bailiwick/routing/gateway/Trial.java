package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.decision.Permit;
import eu.bailiwick.routing.selection.Outstanding;
import eu.bailiwick.routing.upstream.Attempt;
import eu.bailiwick.routing.usage.Closed.Outcome;
import eu.bailiwick.routing.usage.TokenUsage;
import org.jspecify.annotations.Nullable;

/** One attempt under way: dispatched by a permit, counted and recorded until it is closed. */
final class Trial {

  private final Permit permit;
  private final AttemptRecord log;
  private final Attempt attempt;
  private final Outstanding outstanding;

  /**
   * @param attempt was counted as begun in {@code outstanding}
   */
  Trial(Permit permit, AttemptRecord log, Attempt attempt, Outstanding outstanding) {
    this.permit = permit;
    this.log = log;
    this.attempt = attempt;
    this.outstanding = outstanding;
  }

  Permit permit() {
    return permit;
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
    outstanding.end(permit.destination().endpoint().id());
    log.close(attempt, outcome, status, usage);
  }
}
