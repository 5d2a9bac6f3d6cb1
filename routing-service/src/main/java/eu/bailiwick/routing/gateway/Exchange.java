package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.decision.Permit;
import eu.bailiwick.routing.openai.AnswerPassage;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One admitted request: attempts at its lawful endpoints, each recorded before and after, until one
 * answers or none is left.
 */
final class Exchange {

  private static final int MAX_ERROR_BODY = 64 * 1024;

  private final Dispatching parts;
  private final Admitted admitted;
  private final Asked asked;
  private final HttpServerResponse response;
  private final RequestFacts request;
  private final DecisionFacts decision;
  private final Selection selection;
  private final UsageAsking usageAsking;
  private final Stopping stopping;
  private final Conclusion conclusion;

  private final Context context = Objects.requireNonNull(Vertx.currentContext());

  private int attempts;

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
    this.stopping = new Stopping(context, this::stop);
    this.conclusion = new Conclusion(parts, admitted, stopping);
  }

  void start() {
    Responses.decision(response, asked.id());
    response.closeHandler(closed -> stopping.clientLeft());
    parts.drain().entered(stopping);
    parts.retries().admitted();
    next(null);
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
      conclusion.failed(before, lastPermit());
    }
  }

  /**
   * @param place null if none became free in time
   */
  private void afterWaiting(@Nullable Place place, @Nullable Failure before) {
    turn = null;
    if (place == null || stopping.stopped() || !stands(place.permit())) {
      if (place != null) {
        place.release();
      }
      if (stopping.stopped()) {
        conclusion.stoppedWhileWaiting(stopping.outcome());
      } else {
        conclusion.unavailable(
            "All lawful endpoints for this request have as much as they may have.");
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
    conclusion.notRecorded();
  }

  private void dispatch(Place place, AttemptRecord log, @Nullable Failure before) {
    if (stopping.stopped() || !stands(place.permit())) {
      log.notDispatched();
      place.release();
      if (stopping.stopped()) {
        conclusion.ended(stopping.outcome(), TokenUsage.MISSING);
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
    conclusion.ended(outcome, usage);
  }

  /**
   * The attempt ended and the caller has nothing of an answer.
   *
   * @param failure null if the caller left, or the router stops
   */
  private void failed(Trial failed, @Nullable Failure failure) {
    if (failure == null || stopping.stopped()) {
      Integer status = failure == null ? null : failure.status();
      failed.close(stopping.outcome(), status, TokenUsage.MISSING);
      conclusion.ended(stopping.outcome(), TokenUsage.MISSING);
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
      case GIVE_UP -> conclusion.failed(failure, lastPermit());
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

  private @Nullable Permit lastPermit() {
    return trial == null ? null : trial.permit();
  }

  private Outcome outcome(Ending ending) {
    return switch (ending) {
      case COMPLETED -> Outcome.COMPLETED;
      case FAILED -> Outcome.UPSTREAM_ERROR;
      case CUT -> Outcome.UPSTREAM_CUT;
      case TIMEOUT -> Outcome.TIMEOUT;
      case CANCELLED -> stopping.outcome();
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
