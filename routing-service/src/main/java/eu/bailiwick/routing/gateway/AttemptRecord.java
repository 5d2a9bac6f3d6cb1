package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.catalogue.Destination;
import eu.bailiwick.routing.decision.Permit;
import eu.bailiwick.routing.telemetry.Sight;
import eu.bailiwick.routing.upstream.Attempt;
import eu.bailiwick.routing.usage.Closed;
import eu.bailiwick.routing.usage.Closed.Outcome;
import eu.bailiwick.routing.usage.DecisionFacts;
import eu.bailiwick.routing.usage.EndpointFacts;
import eu.bailiwick.routing.usage.Opened;
import eu.bailiwick.routing.usage.Receipt;
import eu.bailiwick.routing.usage.RequestFacts;
import eu.bailiwick.routing.usage.TokenUsage;
import io.vertx.core.Future;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the audit learns of one attempt: that it begins and, exactly once, how it ended. */
final class AttemptRecord {

  private final Audit audit;
  private final RequestFacts request;
  private final DecisionFacts decision;
  private final int number;
  private final EndpointFacts endpoint;
  private final Sight.Trial sight;

  /**
   * @param number of the attempt, from 1
   */
  AttemptRecord(
      Audit audit,
      RequestFacts request,
      DecisionFacts decision,
      int number,
      Permit permit,
      Sight sight) {
    this.audit = audit;
    this.request = request;
    this.decision = decision;
    this.number = number;
    this.endpoint = facts(permit.destination());
    this.sight = sight.attempt(request, number, permit.destination());
  }

  /** Completes on the event loop when the attempt may be dispatched. */
  Future<Receipt> open(boolean strict) {
    return audit.opened(strict, new Opened(request, number, decision, endpoint, traceparent()));
  }

  /** The span that the model server is to continue; null if nothing is traced. */
  @Nullable String traceparent() {
    return sight.traceparent();
  }

  /** The body never left. */
  void notDispatched() {
    close(Outcome.NOT_DISPATCHED, null, TokenUsage.MISSING, 0, 0, null, 0);
  }

  /**
   * The attempt ended.
   *
   * @param status of the upstream; null if none came
   */
  void close(Attempt attempt, Outcome outcome, @Nullable Integer status, TokenUsage usage) {
    close(
        outcome,
        status,
        usage,
        attempt.requestBytes(),
        attempt.responseBytes(),
        attempt.firstByteMillis(),
        attempt.elapsedMillis());
  }

  private void close(
      Outcome outcome,
      @Nullable Integer status,
      TokenUsage usage,
      long requestBytes,
      long responseBytes,
      @Nullable Double firstByteMillis,
      double durationMillis) {
    Closed event =
        new Closed(
            request,
            number,
            endpoint,
            Objects.requireNonNull(decision.dataClass(), "a permit names the class that counted"),
            outcome,
            status,
            usage,
            requestBytes,
            responseBytes,
            firstByteMillis,
            durationMillis,
            traceparent());
    audit.closed(event);
    sight.closed(event);
  }

  private static EndpointFacts facts(Destination destination) {
    return new EndpointFacts(
        destination.endpoint().id(),
        destination.version().id(),
        destination.version().imageDigest(),
        destination.version().weightsDigest(),
        destination.site().id(),
        destination.site().operator(),
        destination.countries());
  }
}
