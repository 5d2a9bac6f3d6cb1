package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.decision.Permit;
import eu.bailiwick.routing.drain.Drain;
import eu.bailiwick.routing.openai.ApiError;
import eu.bailiwick.routing.openai.ErrorCode;
import eu.bailiwick.routing.openai.UpstreamErrors;
import eu.bailiwick.routing.usage.Closed.Outcome;
import eu.bailiwick.routing.usage.TokenUsage;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of an admitted request: what its caller learns, and who else does. Called once. */
final class Conclusion {

  private static final String UNREACHABLE =
      "There are lawful endpoints for this request, but none can be reached now.";
  private static final String STOPPING = "This router stops before it could answer.";

  private final Dispatching parts;
  private final Admitted admitted;
  private final Drain.Work work;

  /**
   * @param work what is under way until then
   */
  Conclusion(Dispatching parts, Admitted admitted, Drain.Work work) {
    this.parts = parts;
    this.admitted = admitted;
    this.work = work;
  }

  /**
   * No attempt follows: the caller learns why.
   *
   * @param last why the last attempt failed; null if there was none
   * @param permit of that attempt
   */
  void failed(@Nullable Failure last, @Nullable Permit permit) {
    switch (last) {
      case Failure.Refused refused -> {
        ended(refused.outcome(), TokenUsage.MISSING);
        passOn(refused, permit);
      }
      case Failure.BrokenOff broken -> {
        ended(broken.outcome(), TokenUsage.MISSING);
        answeredBy(permit);
        Responses.error(admitted.asked().http(), broken.error(), 0);
      }
      case Failure.NoAnswer none ->
          fail(none, ErrorCode.UPSTREAM_ERROR, "The model server gave no answer.");
      case Failure.Late late ->
          fail(late, ErrorCode.UPSTREAM_TIMEOUT, "The model server did not answer in time.");
      case Failure.NotConnected _ -> unavailable(UNREACHABLE);
      case null -> unavailable(UNREACHABLE);
    }
  }

  private void passOn(Failure.Refused refused, @Nullable Permit permit) {
    answeredBy(permit);
    if (refused.retryAfter() != null) {
      response().putHeader("Retry-After", refused.retryAfter());
    }
    Responses.error(admitted.asked().http(), error(refused), 0);
  }

  private ApiError error(Failure.Refused refused) {
    return refused.code() == 404 && admitted.reading().kept() != null
        ? ApiError.of(ErrorCode.RESPONSE_NOT_FOUND, "The model server keeps it no longer.")
        : UpstreamErrors.translate(refused.code(), refused.body().getBytes());
  }

  private void answeredBy(@Nullable Permit permit) {
    if (permit != null) {
      Responses.destination(response(), permit.destination());
    }
  }

  private void fail(Failure failure, ErrorCode code, String message) {
    ended(failure.outcome(), TokenUsage.MISSING);
    error(code, message);
  }

  private void error(ErrorCode code, String message) {
    Responses.error(admitted.asked().http(), ApiError.of(code, message), code.retryAfter());
  }

  /** Nothing that is lawful can take the request now. */
  void unavailable(String message) {
    refused(ApiError.of(ErrorCode.LAWFUL_ENDPOINT_UNAVAILABLE, message));
  }

  /** It was stopped before anything was tried for it, or between two attempts. */
  void stoppedWhileWaiting(Outcome by) {
    if (by == Outcome.CLIENT_LEFT) {
      told(Outcome.NOT_DISPATCHED, TokenUsage.MISSING);
      parts.refusals().clientLeft(admitted);
    } else {
      refused(ApiError.of(ErrorCode.SHUTTING_DOWN, STOPPING));
    }
  }

  private void refused(ApiError error) {
    told(Outcome.NOT_DISPATCHED, TokenUsage.MISSING);
    parts
        .refusals()
        .refuse(admitted.asked(), admitted.facts(), admitted.decided().facts(), error, true);
  }

  /** An attempt could not be recorded, so it was not made. */
  void notRecorded() {
    told(Outcome.NOT_DISPATCHED, TokenUsage.MISSING);
    parts.refusals().auditUnavailable(admitted.asked(), true);
  }

  /** It ended with its last attempt. */
  void ended(Outcome outcome, TokenUsage usage) {
    parts.metrics().closed(outcome);
    told(outcome, usage);
    if (outcome == Outcome.ROUTER_STOPPED && !response().headWritten()) {
      error(ErrorCode.SHUTTING_DOWN, STOPPING);
    }
  }

  private void told(Outcome outcome, TokenUsage usage) {
    parts.drain().left(work);
    List<ExchangeObserver> observers = parts.observers();
    for (int i = 0; i < observers.size(); i++) {
      observers.get(i).ended(admitted, outcome, usage);
    }
  }

  private HttpServerResponse response() {
    return admitted.asked().http().response();
  }
}
