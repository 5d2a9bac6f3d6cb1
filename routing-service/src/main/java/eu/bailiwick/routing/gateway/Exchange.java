package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.catalogue.Destination;
import eu.bailiwick.routing.decision.Permit;
import eu.bailiwick.routing.openai.AnswerPassage;
import eu.bailiwick.routing.openai.ApiError;
import eu.bailiwick.routing.openai.BodyRewriter;
import eu.bailiwick.routing.openai.ErrorCode;
import eu.bailiwick.routing.openai.JsonPassage;
import eu.bailiwick.routing.openai.StreamPassage;
import eu.bailiwick.routing.openai.Tokens;
import eu.bailiwick.routing.openai.UpstreamErrors;
import eu.bailiwick.routing.selection.Selection;
import eu.bailiwick.routing.upstream.Answer;
import eu.bailiwick.routing.upstream.Attempt;
import eu.bailiwick.routing.upstream.Call;
import eu.bailiwick.routing.upstream.UpstreamException;
import eu.bailiwick.routing.usage.Closed;
import eu.bailiwick.routing.usage.Closed.Outcome;
import eu.bailiwick.routing.usage.DecisionFacts;
import eu.bailiwick.routing.usage.EndpointFacts;
import eu.bailiwick.routing.usage.Opened;
import eu.bailiwick.routing.usage.RequestFacts;
import eu.bailiwick.routing.usage.TokenUsage;
import io.vertx.core.http.HttpServerResponse;
import java.util.Objects;
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

  private void open(Permit permit) {
    attempts++;
    Destination destination = permit.destination();
    EndpointFacts endpoint = facts(destination);
    parts
        .audit()
        .opened(asked.strict(), new Opened(request, attempts, decision, endpoint))
        .onSuccess(recorded -> dispatch(permit, endpoint))
        .onFailure(
            failure -> {
              if (Audit.mayHaveBeenRecorded(failure)) {
                notDispatched(endpoint);
              }
              parts.refusals().auditUnavailable(asked, true);
            });
  }

  private void dispatch(Permit permit, EndpointFacts endpoint) {
    if (clientLeft) {
      notDispatched(endpoint);
      parts.metrics().closed(Outcome.CLIENT_LEFT);
      return;
    }
    Destination destination = permit.destination();
    Call call =
        new Call(
            attempts,
            asked.surface().path() + query(),
            asked.http().headers(),
            BodyRewriter.rewrite(
                admitted.body(), admitted.head(), destination.endpoint().servedModel()));
    parts.outstanding().begin(endpoint.id());
    Attempt attempt = parts.upstream().dispatch(permit, call);
    current = attempt;
    attempt
        .answer()
        .onSuccess(answer -> answered(attempt, answer, destination, endpoint))
        .onFailure(failure -> failed(attempt, failure, endpoint));
  }

  private String query() {
    String query = asked.http().query();
    return query == null ? "" : "?" + query;
  }

  private void answered(
      Attempt attempt, Answer answer, Destination destination, EndpointFacts endpoint) {
    Responses.destination(response, destination);
    if (answer.status() >= 200 && answer.status() < 300) {
      AnswerPassage passage = passage(answer);
      answer
          .pipe(response, passage)
          .onSuccess(
              ending -> end(attempt, endpoint, outcome(ending), answer.status(), usage(passage)));
    } else {
      answer
          .beginning(MAX_ERROR_BODY)
          .onSuccess(
              body -> {
                Outcome outcome = clientLeft ? Outcome.CLIENT_LEFT : Outcome.UPSTREAM_ERROR;
                end(attempt, endpoint, outcome, answer.status(), TokenUsage.MISSING);
                passErrorOn(answer, body.getBytes());
              });
    }
  }

  private AnswerPassage passage(Answer answer) {
    return answer.contentType().equals("text/event-stream")
        ? new StreamPassage(admitted.head().usageAsked())
        : new JsonPassage();
  }

  private void passErrorOn(Answer answer, byte[] body) {
    String retryAfter = answer.header("Retry-After");
    if (retryAfter != null) {
      response.putHeader("Retry-After", retryAfter);
    }
    Responses.error(response, UpstreamErrors.translate(answer.status(), body), 0);
  }

  private void failed(Attempt attempt, Throwable failure, EndpointFacts endpoint) {
    switch (((UpstreamException) failure).kind()) {
      case NOT_CONNECTED -> {
        close(attempt, endpoint, Outcome.UPSTREAM_UNREACHABLE, null, TokenUsage.MISSING);
        next();
      }
      case NO_ANSWER -> {
        end(attempt, endpoint, Outcome.UPSTREAM_UNREACHABLE, null, TokenUsage.MISSING);
        error(ErrorCode.UPSTREAM_ERROR, "The model server gave no answer.");
      }
      case TIMEOUT -> {
        end(attempt, endpoint, Outcome.TIMEOUT, null, TokenUsage.MISSING);
        error(ErrorCode.UPSTREAM_TIMEOUT, "The model server did not answer in time.");
      }
      case CANCELLED -> end(attempt, endpoint, Outcome.CLIENT_LEFT, null, TokenUsage.MISSING);
    }
  }

  private void error(ErrorCode code, String message) {
    Responses.error(response, ApiError.of(code, message), code.retryAfter());
  }

  private void end(
      Attempt attempt,
      EndpointFacts endpoint,
      Outcome outcome,
      @Nullable Integer status,
      TokenUsage usage) {
    parts.metrics().closed(outcome);
    close(attempt, endpoint, outcome, status, usage);
  }

  private void close(
      Attempt attempt,
      EndpointFacts endpoint,
      Outcome outcome,
      @Nullable Integer status,
      TokenUsage usage) {
    current = null;
    parts.outstanding().end(endpoint.id());
    parts
        .audit()
        .closed(
            new Closed(
                request,
                attempts,
                endpoint,
                dataClass(),
                outcome,
                status,
                usage,
                attempt.requestBytes(),
                attempt.responseBytes(),
                attempt.firstByteMillis(),
                attempt.elapsedMillis()));
  }

  private void notDispatched(EndpointFacts endpoint) {
    parts
        .audit()
        .closed(
            new Closed(
                request,
                attempts,
                endpoint,
                dataClass(),
                Outcome.NOT_DISPATCHED,
                null,
                TokenUsage.MISSING,
                0,
                0,
                null,
                0));
  }

  /** A permitting decision always names the class that counted. */
  private String dataClass() {
    return Objects.requireNonNull(decision.dataClass());
  }

  private static Outcome outcome(Answer.Ending ending) {
    return switch (ending) {
      case COMPLETED -> Outcome.COMPLETED;
      case CUT -> Outcome.UPSTREAM_CUT;
      case TIMEOUT -> Outcome.TIMEOUT;
      case CANCELLED -> Outcome.CLIENT_LEFT;
    };
  }

  private static TokenUsage usage(AnswerPassage passage) {
    Optional<Tokens> tokens = passage.tokens();
    return tokens
        .map(t -> new TokenUsage(TokenUsage.Source.UPSTREAM, t.prompt(), t.completion(), t.total()))
        .orElse(TokenUsage.MISSING);
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
