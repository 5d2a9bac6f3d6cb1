package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.decision.Permit;
import eu.bailiwick.routing.openai.AnswerPassage;
import eu.bailiwick.routing.openai.ApiError;
import eu.bailiwick.routing.openai.ErrorCode;
import eu.bailiwick.routing.openai.UpstreamErrors;
import eu.bailiwick.routing.selection.Selection;
import eu.bailiwick.routing.upstream.Answer;
import eu.bailiwick.routing.upstream.Answer.Ending;
import eu.bailiwick.routing.upstream.Attempt;
import eu.bailiwick.routing.upstream.UpstreamException;
import eu.bailiwick.routing.usage.Closed.Outcome;
import eu.bailiwick.routing.usage.DecisionFacts;
import eu.bailiwick.routing.usage.RequestFacts;
import eu.bailiwick.routing.usage.TokenUsage;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Optional;
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

  private int attempts;
  private boolean clientLeft;

  /** The attempt that is under way, or the last one. */
  private @Nullable Trial trial;

  Exchange(Dispatching parts, Admitted admitted) {
    this.parts = parts;
    this.admitted = admitted;
    this.asked = admitted.asked();
    this.response = asked.http().response();
    this.request = admitted.facts();
    this.decision = admitted.decided().facts();
    this.selection = new Selection(admitted.permits(), parts.preference());
    this.usageAsking = new UsageAsking(admitted.head(), parts.usageRefusals());
  }

  void start() {
    Responses.decision(response, asked.id());
    response.closeHandler(closed -> clientLeft());
    next(null);
  }

  private void clientLeft() {
    clientLeft = true;
    if (trial != null) {
      trial.attempt().cancel();
    }
  }

  /**
   * Tries the next endpoint.
   *
   * @param before why the attempt before failed; null if there was none
   */
  private void next(@Nullable Failure before) {
    Optional<Permit> permit = selection.next();
    while (permit.isPresent() && !stands(permit.get())) {
      permit = selection.next();
    }
    if (permit.isPresent()) {
      open(permit.get(), before);
    } else {
      giveUp(before);
    }
  }

  /** Whether nothing was revoked meanwhile that the permit rests on. */
  private boolean stands(Permit permit) {
    return parts
        .catalogue()
        .serving()
        .filter(now -> admitted.decided().standsIn(now, asked.caller(), permit))
        .isPresent();
  }

  private void open(Permit permit, @Nullable Failure before) {
    attempts++;
    AttemptRecord log =
        new AttemptRecord(parts.audit(), request, decision, attempts, permit, asked.sight());
    log.open(asked.strict())
        .onSuccess(recorded -> dispatch(permit, log, before))
        .onFailure(failure -> notRecorded(log, failure));
  }

  private void notRecorded(AttemptRecord log, Throwable failure) {
    if (Audit.mayHaveBeenRecorded(failure)) {
      log.notDispatched();
    }
    ended(Outcome.NOT_DISPATCHED, TokenUsage.MISSING);
    parts.refusals().auditUnavailable(asked, true);
  }

  private void dispatch(Permit permit, AttemptRecord log, @Nullable Failure before) {
    if (clientLeft) {
      log.notDispatched();
      end(Outcome.CLIENT_LEFT, TokenUsage.MISSING);
      return;
    }
    if (!stands(permit)) {
      log.notDispatched();
      next(before);
      return;
    }
    parts.outstanding().begin(permit.destination().endpoint().id());
    Attempt attempt =
        parts
            .upstream()
            .dispatch(
                permit,
                admitted.call(attempts, permit, usageAsking.asks(permit), log.traceparent()));
    Trial dispatched = new Trial(permit, log, attempt, parts.outstanding());
    trial = dispatched;
    attempt
        .answer()
        .onSuccess(answer -> answered(dispatched, answer))
        .onFailure(failure -> failed(dispatched, Failure.of(((UpstreamException) failure).kind())));
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
      piped(passed, outcome(ending), status, usage(passage));
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
  private void piped(Trial piped, Outcome outcome, int status, TokenUsage usage) {
    piped.close(outcome, status, usage);
    end(outcome, usage);
  }

  /**
   * The attempt ended and the caller has nothing of an answer.
   *
   * @param failure null if the caller left
   */
  private void failed(Trial failed, @Nullable Failure failure) {
    if (failure == null || clientLeft) {
      Integer status = failure == null ? null : failure.status();
      failed.close(Outcome.CLIENT_LEFT, status, TokenUsage.MISSING);
      end(Outcome.CLIENT_LEFT, TokenUsage.MISSING);
      return;
    }
    failed.close(failure.outcome(), failure.status(), TokenUsage.MISSING);
    if (usageAsking.mayBeRefusedBy(failed.permit(), failure)) {
      usageAsking.askNot(failed.permit());
      open(failed.permit(), failure);
      return;
    }
    switch (parts.retries().after(failure, attempts)) {
      case ANOTHER_ENDPOINT -> next(failure);
      case SAME_ENDPOINT -> open(failed.permit(), failure);
      case GIVE_UP -> giveUp(failure);
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
      case Failure.NotConnected _ -> unavailable();
      case null -> unavailable();
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
    Responses.error(asked.http(), ApiError.of(code, message), code.retryAfter());
  }

  private void unavailable() {
    ended(Outcome.NOT_DISPATCHED, TokenUsage.MISSING);
    ApiError error =
        ApiError.of(
            ErrorCode.LAWFUL_ENDPOINT_UNAVAILABLE,
            "There are lawful endpoints for this request, but none can be reached now.");
    parts.refusals().refuse(asked, request, decision, error, true);
  }

  /** The request ended with its last attempt. */
  private void end(Outcome outcome, TokenUsage usage) {
    parts.metrics().closed(outcome);
    ended(outcome, usage);
  }

  private void ended(Outcome outcome, TokenUsage usage) {
    List<ExchangeObserver> observers = parts.observers();
    for (int i = 0; i < observers.size(); i++) {
      observers.get(i).ended(admitted, outcome, usage);
    }
  }

  private static Outcome outcome(Ending ending) {
    return switch (ending) {
      case COMPLETED -> Outcome.COMPLETED;
      case FAILED -> Outcome.UPSTREAM_ERROR;
      case CUT -> Outcome.UPSTREAM_CUT;
      case TIMEOUT -> Outcome.TIMEOUT;
      case CANCELLED -> Outcome.CLIENT_LEFT;
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
