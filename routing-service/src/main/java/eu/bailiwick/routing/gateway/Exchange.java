package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.decision.Permit;
import eu.bailiwick.routing.drain.Drain;
import eu.bailiwick.routing.openai.AnswerPassage;
import eu.bailiwick.routing.openai.ApiError;
import eu.bailiwick.routing.openai.ErrorCode;
import eu.bailiwick.routing.openai.UpstreamErrors;
import eu.bailiwick.routing.selection.Place;
import eu.bailiwick.routing.selection.Selection;
import eu.bailiwick.routing.upstream.Answer;
import eu.bailiwick.routing.upstream.Answer.Ending;
import eu.bailiwick.routing.upstream.Attempt;
import eu.bailiwick.routing.upstream.UpstreamException;
import eu.bailiwick.routing.usage.Closed.Outcome;
import eu.bailiwick.routing.usage.DecisionFacts;
import eu.bailiwick.routing.usage.RequestFacts;
import eu.bailiwick.routing.usage.TokenUsage;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One admitted request: attempts at its lawful endpoints, each recorded before and after, until one
 * answers or none is left.
 */
final class Exchange implements Drain.Work {

  private static final int MAX_ERROR_BODY = 64 * 1024;
  private static final String UNREACHABLE =
      "There are lawful endpoints for this request, but none can be reached now.";

  private final Dispatching parts;
  private final Admitted admitted;
  private final Asked asked;
  private final HttpServerResponse response;
  private final RequestFacts request;
  private final DecisionFacts decision;
  private final Selection selection;
  private final UsageAsking usageAsking;

  private final Context context = Objects.requireNonNull(Vertx.currentContext());

  private int attempts;
  private boolean clientLeft;
  private boolean cut;

  /** The attempt that is under way, or the last one. */
  private @Nullable Trial trial;

  /** The wait for a place, while there is one. */
  private @Nullable Turn turn;

  Exchange(Dispatching parts, Admitted admitted) {
    this.parts = parts;
    this.admitted = admitted;
    this.asked = admitted.asked();
    this.response = asked.http().response();
    this.request = admitted.facts();
    this.decision = admitted.decided().facts();
    this.selection = parts.selector().select(admitted.permits(), parts.traits().of(admitted));
    this.usageAsking = new UsageAsking(admitted.head(), parts.usageRefusals());
  }

  void start() {
    Responses.decision(response, asked.id());
    response.closeHandler(closed -> clientLeft());
    parts.drain().entered(this);
    parts.retries().admitted();
    next(null);
  }

  private void clientLeft() {
    clientLeft = true;
    stop();
  }

  /** The router stops: the request is not brought to its end. */
  @Override
  public void cut() {
    context.runOnContext(
        now -> {
          cut = true;
          stop();
        });
  }

  private void stop() {
    if (turn != null) {
      turn.leave();
    } else if (trial != null) {
      trial.attempt().cancel();
    }
  }

  /**
   * Tries the next endpoint.
   *
   * @param before why the attempt before failed; null if there was none
   */
  private void next(@Nullable Failure before) {
    Place place = selection.next();
    while (place != null && !stands(place.permit())) {
      place.release();
      place = selection.next();
    }
    if (place != null) {
      open(place, before);
    } else if (selection.full()) {
      turn =
          new Turn(context, selection, parts.queueMillis(), found -> afterWaiting(found, before));
    } else {
      giveUp(before);
    }
  }

  /**
   * @param place null if none became free in time
   */
  private void afterWaiting(@Nullable Place place, @Nullable Failure before) {
    turn = null;
    if (place == null || stopped() || !stands(place.permit())) {
      if (place != null) {
        place.release();
      }
      if (stopped()) {
        end(stoppedBy(), TokenUsage.MISSING);
      } else {
        unavailable("All lawful endpoints for this request have as much as they may have.");
      }
      return;
    }
    open(place, before);
  }

  /** Whether nothing was revoked meanwhile that the permit rests on. */
  private boolean stands(Permit permit) {
    return parts
        .catalogue()
        .serving()
        .filter(now -> admitted.decided().standsIn(now, asked.caller(), permit))
        .isPresent();
  }

  private void open(Place place, @Nullable Failure before) {
    attempts++;
    AttemptRecord log =
        new AttemptRecord(
            parts.audit(), request, decision, attempts, place.permit(), asked.sight());
    log.open(asked.strict())
        .onSuccess(
            receipt -> {
              Responses.receipt(response, receipt);
              dispatch(place, log, before);
            })
        .onFailure(failure -> notRecorded(place, log, failure));
  }

  private void notRecorded(Place place, AttemptRecord log, Throwable failure) {
    place.release();
    if (Audit.mayHaveBeenRecorded(failure)) {
      log.notDispatched();
    }
    ended(Outcome.NOT_DISPATCHED, TokenUsage.MISSING);
    parts.refusals().auditUnavailable(asked, true);
  }

  private void dispatch(Place place, AttemptRecord log, @Nullable Failure before) {
    if (stopped() || !stands(place.permit())) {
      log.notDispatched();
      place.release();
      if (stopped()) {
        end(stoppedBy(), TokenUsage.MISSING);
      } else {
        next(before);
      }
      return;
    }
    Attempt attempt =
        parts
            .upstream()
            .dispatch(
                place.permit(),
                admitted.call(
                    attempts, place.permit(), usageAsking.asks(place.permit()), log.traceparent()));
    Trial dispatched = new Trial(place, log, attempt);
    trial = dispatched;
    attempt
        .answer()
        .onSuccess(answer -> answered(dispatched, answer))
        .onFailure(failure -> failed(dispatched, Failure.of((UpstreamException) failure)));
  }

  private void answered(Trial dispatched, Answer answer) {
    if (answer.encoded()) {
      answer.discard();
      failed(dispatched, Failure.BrokenOff.encoded(answer.status()));
    } else if (answer.status() >= 200 && answer.status() < 300) {
      usageAsking.accepted(dispatched.permit());
      Responses.destination(response, dispatched.permit().destination());
      AnswerPassage passage =
          AnswerPassage.of(
              asked.surface().shape(),
              answer.contentType(),
              admitted.head(),
              admitted.responseId(dispatched.permit()));
      answer
          .pipe(response, passage)
          .onSuccess(ending -> passed(dispatched, answer.status(), passage, ending));
    } else {
      answer
          .beginning(MAX_ERROR_BODY)
          .onSuccess(
              body ->
                  failed(
                      dispatched,
                      new Failure.Refused(answer.status(), body, answer.header("Retry-After"))));
    }
  }

  private void passed(Trial passed, int status, AnswerPassage passage, Ending ending) {
    if (ending == Ending.COMPLETED || response.headWritten()) {
      piped(passed, ending, status, usage(passage));
      return;
    }
    Responses.noDestination(response);
    failed(
        passed,
        ending == Ending.CANCELLED
            ? null
            : new Failure.BrokenOff(status, outcome(ending), passage.reason(ending)));
  }

  /** The answer, or a part of it, went to the caller: nothing can follow. */
  private void piped(Trial piped, Ending ending, int status, TokenUsage usage) {
    Outcome outcome = outcome(ending);
    piped.close(outcome, status, usage);
    if (outcome == Outcome.COMPLETED) {
      parts.health().succeeded(piped.endpoint());
    } else if (outcome != Outcome.CLIENT_LEFT && outcome != Outcome.ROUTER_STOPPED) {
      parts.health().failed(piped.endpoint());
    }
    end(outcome, usage);
  }

  /**
   * The attempt ended and the caller has nothing of an answer.
   *
   * @param failure null if the caller left, or the router stops
   */
  private void failed(Trial failed, @Nullable Failure failure) {
    if (failure == null || stopped()) {
      Integer status = failure == null ? null : failure.status();
      failed.close(stoppedBy(), status, TokenUsage.MISSING);
      end(stoppedBy(), TokenUsage.MISSING);
      return;
    }
    failed.close(failure.outcome(), failure.status(), TokenUsage.MISSING);
    if (failure.blamesUpstream()) {
      parts.health().failed(failed.endpoint());
    } else {
      parts.health().succeeded(failed.endpoint());
    }
    if (usageAsking.mayBeRefusedBy(failed.permit(), failure)) {
      usageAsking.askNot(failed.permit());
      again(failed.permit(), failure);
      return;
    }
    boolean stream = admitted.head().stream();
    switch (parts.retries().after(failure, attempts, stream, selection.anyLeft())) {
      case ANOTHER_ENDPOINT -> next(failure);
      case SAME_ENDPOINT -> again(failed.permit(), failure);
      case GIVE_UP -> giveUp(failure);
    }
  }

  private void again(Permit permit, Failure before) {
    Place place = stands(permit) ? selection.again(permit) : null;
    if (place == null) {
      next(before);
    } else {
      open(place, before);
    }
  }

  /** No attempt follows: the caller learns why. */
  private void giveUp(@Nullable Failure last) {
    switch (last) {
      case Failure.Refused refused -> {
        end(refused.outcome(), TokenUsage.MISSING);
        passOn(refused);
      }
      case Failure.BrokenOff broken -> {
        end(broken.outcome(), TokenUsage.MISSING);
        answeredBy(trial);
        Responses.error(asked.http(), broken.error(), 0);
      }
      case Failure.NoAnswer none ->
          fail(none, ErrorCode.UPSTREAM_ERROR, "The model server gave no answer.");
      case Failure.Late late ->
          fail(late, ErrorCode.UPSTREAM_TIMEOUT, "The model server did not answer in time.");
      case Failure.NotConnected _ -> unavailable(UNREACHABLE);
      case null -> unavailable(UNREACHABLE);
    }
  }

  private void passOn(Failure.Refused refused) {
    answeredBy(trial);
    if (refused.retryAfter() != null) {
      response.putHeader("Retry-After", refused.retryAfter());
    }
    Responses.error(asked.http(), error(refused), 0);
  }

  private ApiError error(Failure.Refused refused) {
    return refused.code() == 404 && admitted.reading().kept() != null
        ? ApiError.of(ErrorCode.RESPONSE_NOT_FOUND, "The model server keeps it no longer.")
        : UpstreamErrors.translate(refused.code(), refused.body().getBytes());
  }

  private void answeredBy(@Nullable Trial last) {
    if (last != null) {
      Responses.destination(response, last.permit().destination());
    }
  }

  private void fail(Failure failure, ErrorCode code, String message) {
    end(failure.outcome(), TokenUsage.MISSING);
    error(code, message);
  }

  private void error(ErrorCode code, String message) {
    Responses.error(asked.http(), ApiError.of(code, message), code.retryAfter());
  }

  private void unavailable(String message) {
    ended(Outcome.NOT_DISPATCHED, TokenUsage.MISSING);
    ApiError error = ApiError.of(ErrorCode.LAWFUL_ENDPOINT_UNAVAILABLE, message);
    parts.refusals().refuse(asked, request, decision, error, true);
  }

  private boolean stopped() {
    return clientLeft || cut;
  }

  private Outcome stoppedBy() {
    return cut && !clientLeft ? Outcome.ROUTER_STOPPED : Outcome.CLIENT_LEFT;
  }

  /** The request ended with its last attempt. */
  private void end(Outcome outcome, TokenUsage usage) {
    parts.metrics().closed(outcome);
    ended(outcome, usage);
    if (outcome == Outcome.ROUTER_STOPPED && !response.headWritten()) {
      error(ErrorCode.SHUTTING_DOWN, "This router stops before it could answer.");
    }
  }

  private void ended(Outcome outcome, TokenUsage usage) {
    parts.drain().left(this);
    List<ExchangeObserver> observers = parts.observers();
    for (int i = 0; i < observers.size(); i++) {
      observers.get(i).ended(admitted, outcome, usage);
    }
  }

  private Outcome outcome(Ending ending) {
    return switch (ending) {
      case COMPLETED -> Outcome.COMPLETED;
      case FAILED -> Outcome.UPSTREAM_ERROR;
      case CUT -> Outcome.UPSTREAM_CUT;
      case TIMEOUT -> Outcome.TIMEOUT;
      case CANCELLED -> stoppedBy();
    };
  }

  /** What is asked for by its id was counted when it was made. */
  private TokenUsage usage(AnswerPassage passage) {
    if (asked.byId() != null) {
      return TokenUsage.MISSING;
    }
    return passage
        .tokens()
        .map(t -> new TokenUsage(TokenUsage.Source.UPSTREAM, t.prompt(), t.completion(), t.total()))
        .orElse(TokenUsage.MISSING);
  }
}
