package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.decision.Permit;
import eu.bailiwick.routing.openai.AnswerPassage;
import eu.bailiwick.routing.openai.ApiError;
import eu.bailiwick.routing.openai.BodyRewriter;
import eu.bailiwick.routing.openai.ErrorCode;
import eu.bailiwick.routing.openai.UpstreamErrors;
import eu.bailiwick.routing.selection.Selection;
import eu.bailiwick.routing.upstream.Answer;
import eu.bailiwick.routing.upstream.Attempt;
import eu.bailiwick.routing.upstream.Call;
import eu.bailiwick.routing.upstream.UpstreamException;
import eu.bailiwick.routing.usage.Closed.Outcome;
import eu.bailiwick.routing.usage.DecisionFacts;
import eu.bailiwick.routing.usage.RequestFacts;
import eu.bailiwick.routing.usage.TokenUsage;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One admitted request: attempts at its lawful endpoints, each recorded before and after, until one
 * answers or none is left.
 */
final class Exchange {

  private static final int MAX_ERROR_BODY = 64 * 1024;

  /** One attempt, dispatched by a permit, with its record. */
  private record Trial(Permit permit, AttemptRecord log, Attempt attempt) {}

  private final Dispatching parts;
  private final Admitted admitted;
  private final Asked asked;
  private final HttpServerResponse response;
  private final RequestFacts request;
  private final DecisionFacts decision;
  private final Selection selection;

  private int attempts;
  private boolean clientLeft;
  private @Nullable Attempt current;

  Exchange(Dispatching parts, Admitted admitted) {
    this.parts = parts;
    this.admitted = admitted;
    this.asked = admitted.asked();
    this.response = asked.http().response();
    this.request = admitted.facts();
    this.decision = admitted.decided().facts();
    this.selection = new Selection(admitted.decided().permits(), parts.preference());
  }

  void start() {
    Responses.decision(response, asked.id());
    response.closeHandler(closed -> clientLeft());
    next();
  }

  private void clientLeft() {
    clientLeft = true;
    if (current != null) {
      current.cancel();
    }
  }

  private void next() {
    Optional<Permit> permit = selection.next();
    while (permit.isPresent() && !stands(permit.get())) {
      permit = selection.next();
    }
    if (permit.isPresent()) {
      open(permit.get());
    } else {
      ApiError error =
          ApiError.of(
              ErrorCode.LAWFUL_ENDPOINT_UNAVAILABLE,
              "There are lawful endpoints for this request, but none can be reached now.");
      parts.refusals().refuse(asked, request, decision, error, true);
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

  private void open(Permit permit) {
    attempts++;
    AttemptRecord log = new AttemptRecord(parts.audit(), request, decision, attempts, permit);
    log.open(asked.strict())
        .onSuccess(recorded -> dispatch(permit, log))
        .onFailure(
            failure -> {
              if (Audit.mayHaveBeenRecorded(failure)) {
                log.notDispatched();
              }
              parts.refusals().auditUnavailable(asked, true);
            });
  }

  private void dispatch(Permit permit, AttemptRecord log) {
    if (clientLeft) {
      log.notDispatched();
      parts.metrics().closed(Outcome.CLIENT_LEFT);
      return;
    }
    if (!stands(permit)) {
      log.notDispatched();
      next();
      return;
    }
    parts.outstanding().begin(permit.destination().endpoint().id());
    Attempt attempt = parts.upstream().dispatch(permit, call(permit));
    current = attempt;
    Trial trial = new Trial(permit, log, attempt);
    attempt
        .answer()
        .onSuccess(answer -> answered(trial, answer))
        .onFailure(failure -> failed(trial, ((UpstreamException) failure).kind()));
  }

  private Call call(Permit permit) {
    String query = asked.http().query();
    return new Call(
        attempts,
        query == null ? asked.surface().path() : asked.surface().path() + "?" + query,
        asked.http().headers(),
        BodyRewriter.rewrite(
            admitted.body(), admitted.head(), permit.destination().endpoint().servedModel()));
  }

  private void answered(Trial trial, Answer answer) {
    Responses.destination(response, trial.permit().destination());
    if (answer.encoded()) {
      end(trial, Outcome.UPSTREAM_ERROR, answer.status(), TokenUsage.MISSING);
      answer.discard();
      error(ErrorCode.UPSTREAM_ERROR, "The model server sent an encoding that was not asked for.");
    } else if (answer.status() >= 200 && answer.status() < 300) {
      AnswerPassage passage =
          AnswerPassage.of(asked.surface().shape(), answer.contentType(), admitted.head());
      answer
          .pipe(response, passage)
          .onSuccess(ending -> passed(trial, answer.status(), passage, ending));
    } else {
      answer
          .beginning(MAX_ERROR_BODY)
          .onSuccess(
              body -> {
                Outcome outcome = clientLeft ? Outcome.CLIENT_LEFT : Outcome.UPSTREAM_ERROR;
                end(trial, outcome, answer.status(), TokenUsage.MISSING);
                passErrorOn(answer, body.getBytes());
              });
    }
  }

  private void passed(Trial trial, int status, AnswerPassage passage, Answer.Ending ending) {
    end(trial, outcome(ending), status, usage(passage));
    if (!response.headWritten()) {
      Responses.error(response, passage.reason(ending), 0);
    }
  }

  private void passErrorOn(Answer answer, byte[] body) {
    String retryAfter = answer.header("Retry-After");
    if (retryAfter != null) {
      response.putHeader("Retry-After", retryAfter);
    }
    Responses.error(response, UpstreamErrors.translate(answer.status(), body), 0);
  }

  private void failed(Trial trial, UpstreamException.Kind kind) {
    switch (kind) {
      case NOT_CONNECTED -> {
        close(trial, Outcome.UPSTREAM_UNREACHABLE, null, TokenUsage.MISSING);
        next();
      }
      case NO_ANSWER -> {
        end(trial, Outcome.UPSTREAM_UNREACHABLE, null, TokenUsage.MISSING);
        error(ErrorCode.UPSTREAM_ERROR, "The model server gave no answer.");
      }
      case TIMEOUT -> {
        end(trial, Outcome.TIMEOUT, null, TokenUsage.MISSING);
        error(ErrorCode.UPSTREAM_TIMEOUT, "The model server did not answer in time.");
      }
      case CANCELLED -> end(trial, Outcome.CLIENT_LEFT, null, TokenUsage.MISSING);
    }
  }

  private void error(ErrorCode code, String message) {
    Responses.error(response, ApiError.of(code, message), code.retryAfter());
  }

  /** The last attempt of the request ended. */
  private void end(Trial trial, Outcome outcome, @Nullable Integer status, TokenUsage usage) {
    parts.metrics().closed(outcome);
    close(trial, outcome, status, usage);
  }

  private void close(Trial trial, Outcome outcome, @Nullable Integer status, TokenUsage usage) {
    current = null;
    parts.outstanding().end(trial.permit().destination().endpoint().id());
    trial.log().close(trial.attempt(), outcome, status, usage);
  }

  private static Outcome outcome(Answer.Ending ending) {
    return switch (ending) {
      case COMPLETED -> Outcome.COMPLETED;
      case FAILED -> Outcome.UPSTREAM_ERROR;
      case CUT -> Outcome.UPSTREAM_CUT;
      case TIMEOUT -> Outcome.TIMEOUT;
      case CANCELLED -> Outcome.CLIENT_LEFT;
    };
  }

  private static TokenUsage usage(AnswerPassage passage) {
    return passage
        .tokens()
        .map(t -> new TokenUsage(TokenUsage.Source.UPSTREAM, t.prompt(), t.completion(), t.total()))
        .orElse(TokenUsage.MISSING);
  }
}
