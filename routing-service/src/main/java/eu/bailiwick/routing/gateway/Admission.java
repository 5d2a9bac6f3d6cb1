package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.binding.KeptResponse;
import eu.bailiwick.routing.binding.ResponseIds;
import eu.bailiwick.routing.catalogue.Caller;
import eu.bailiwick.routing.catalogue.CurrentCatalogue;
import eu.bailiwick.routing.catalogue.Serving;
import eu.bailiwick.routing.decision.Decided;
import eu.bailiwick.routing.decision.RecentDecisions;
import eu.bailiwick.routing.decision.RequestIds;
import eu.bailiwick.routing.decision.Undecided;
import eu.bailiwick.routing.openai.ApiError;
import eu.bailiwick.routing.openai.ErrorCode;
import eu.bailiwick.routing.openai.InvalidRequestException;
import eu.bailiwick.routing.openai.RequestHead;
import eu.bailiwick.routing.openai.Surface;
import eu.bailiwick.routing.telemetry.Telemetry;
import eu.bailiwick.routing.usage.RequestFacts;
import eu.bailiwick.sovereignty.decision.Decision;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The way in: who calls, what is asked, is it lawful. Whoever gets through is an {@link Admitted};
 * everybody else is refused here.
 */
final class Admission {

  /** A server may read another charset than the router does. */
  private static final Pattern JSON =
      Pattern.compile(
          "application/json\\s*(;\\s*(charset=\"?utf-?8\"?|(?!charset)[a-z-]+=[^;]*)\\s*)*;?\\s*",
          Pattern.CASE_INSENSITIVE);

  private static final String NO_KEY = "No such API key. Send yours as Authorization: Bearer KEY.";
  private static final String STOPPING = "This router stops; another one will answer.";
  private static final String EXPIRED =
      "The router has no catalogue in validity, so it cannot tell what is lawful.";

  private final CurrentCatalogue catalogue;
  private final RequestIds ids;
  private final RecentDecisions recent;
  private final ResponseIds responseIds;
  private final Refusals refusals;
  private final Telemetry telemetry;
  private final Bodies bodies;
  private final Clock clock;

  Admission(
      CurrentCatalogue catalogue,
      RequestIds ids,
      RecentDecisions recent,
      ResponseIds responseIds,
      Refusals refusals,
      Telemetry telemetry,
      Bodies bodies,
      Clock clock) {
    this.catalogue = catalogue;
    this.ids = ids;
    this.recent = recent;
    this.responseIds = responseIds;
    this.refusals = refusals;
    this.telemetry = telemetry;
    this.bodies = bodies;
    this.clock = clock;
  }

  /**
   * Takes a request in.
   *
   * @param byId the response that is asked for by its id; null if a body says what is asked
   * @param next gets it if it is permitted, on the same event loop
   */
  void admit(
      Surface surface, @Nullable ById byId, HttpServerRequest request, Consumer<Admitted> next) {
    Instant at = clock.instant();
    Optional<Serving> serving = catalogue.serving();
    Optional<Caller> caller = serving.flatMap(s -> Authentication.caller(surface, request, s));
    if (serving.isEmpty() || caller.isEmpty()) {
      boolean valid = serving.isPresent() && serving.get().snapshot().isValidAt(at);
      bodies.discard(request).onSuccess(body -> refuseUnknown(request, body, valid));
      return;
    }
    UUID id = ids.next();
    Asked asked =
        new Asked(
            id,
            at,
            serving.get(),
            caller.get(),
            surface,
            byId,
            Narrowing.of(request.headers()),
            request,
            telemetry.begin(id, caller.get(), surface.path(), request));
    bodies.read(request).onSuccess(body -> read(asked, body, next));
  }

  /** Refuses what is asked where nothing can be decided; a known caller's refusal is recorded. */
  void refuse(HttpServerRequest request, ErrorCode code, String message) {
    request.resume();
    refuse(
        request,
        serving -> Authentication.caller(request, serving),
        Undecided.INVALID_REQUEST,
        ApiError.of(code, message),
        true);
  }

  /**
   * Refuses what comes when the router stops; a known caller's refusal is recorded. Its clients are
   * to go elsewhere, and not to come back on this connection.
   */
  void turnAway(Surface surface, HttpServerRequest request) {
    Responses.lastOfConnection(request);
    bodies
        .discard(request)
        .onSuccess(
            body ->
                refuse(
                    request,
                    serving -> Authentication.caller(surface, request, serving),
                    Undecided.SHUTTING_DOWN,
                    ApiError.of(ErrorCode.SHUTTING_DOWN, STOPPING),
                    body.ended()));
  }

  private void refuse(
      HttpServerRequest request,
      Function<Serving, Optional<Caller>> authentication,
      Undecided reason,
      ApiError error,
      boolean bodyEnded) {
    Instant at = clock.instant();
    Optional<Serving> serving = catalogue.serving();
    Optional<Caller> caller = serving.flatMap(authentication);
    if (serving.isEmpty() || caller.isEmpty()) {
      refusals.refuseUnknown(request, error, bodyEnded);
      return;
    }
    UUID id = ids.next();
    refusals.refuse(
        request,
        caller.get(),
        RequestFacts.undecidable(
            id,
            caller.get().tenant().id(),
            caller.get().application().id(),
            caller.get().key().id()),
        reason.facts(serving.get(), at),
        error,
        bodyEnded);
  }

  private void refuseUnknown(
      HttpServerRequest request, BodyReader.Body body, boolean catalogueValid) {
    ApiError error =
        catalogueValid
            ? ApiError.of(ErrorCode.INVALID_API_KEY, NO_KEY)
            : ApiError.of(ErrorCode.CATALOGUE_EXPIRED, EXPIRED);
    refusals.refuseUnknown(request, error, body.ended());
  }

  private void read(Asked asked, BodyReader.Body body, Consumer<Admitted> next) {
    Optional<Refusal> refusal = beforeReading(asked, body);
    if (refusal.isPresent()) {
      refuse(asked, body, refusal.get());
      return;
    }
    Reading reading;
    try {
      reading = Reading.of(asked, body.bytes(), responseIds);
    } catch (InvalidRequestException e) {
      refuse(asked, body, new Refusal(Undecided.INVALID_REQUEST, e.error()));
      return;
    }
    KeptResponse kept = reading.kept();
    decide(
        kept == null || asked.narrowing().dataClass() != null ? asked : asked.in(kept.dataClass()),
        body,
        reading,
        next);
  }

  private void decide(Asked asked, BodyReader.Body body, Reading reading, Consumer<Admitted> next) {
    RequestHead head = reading.head();
    Decided decided =
        Decided.decide(asked.id(), asked.serving(), asked.descriptor(head.model()), asked.at());
    recent.remember(decided);
    RequestFacts facts = asked.facts(head, body.size());
    if (!decided.permitted()) {
      Decision explained = decided.explained();
      refusals.refuse(
          asked, facts, decided.facts(explained), Denials.error(explained), body.ended());
      return;
    }
    Candidates candidates = Candidates.of(asked, decided, reading);
    if (candidates.refusal() != null) {
      refusals.refuse(asked, facts, decided.facts(), candidates.refusal(), body.ended());
      return;
    }
    next.accept(
        new Admitted(
            asked, body.bytes(), reading, decided, candidates.permits(), responseIds, null));
  }

  private record Refusal(Undecided reason, ApiError error) {}

  private void refuse(Asked asked, BodyReader.Body body, Refusal refusal) {
    refusals.refuse(
        asked,
        asked.facts(null, body.size()),
        refusal.reason().facts(asked.serving(), asked.at()),
        refusal.error(),
        body.ended());
  }

  private Optional<Refusal> beforeReading(Asked asked, BodyReader.Body body) {
    if (!asked.serving().snapshot().isValidAt(asked.at())) {
      return refusal(Undecided.CATALOGUE_EXPIRED, ErrorCode.CATALOGUE_EXPIRED, EXPIRED);
    }
    Optional<Undecided> objection = Authentication.objection(asked.caller(), asked.at());
    if (objection.isPresent()) {
      return refusal(objection.get(), ErrorCode.INVALID_API_KEY, "This API key opens nothing.");
    }
    Optional<Refusal> incomplete = incomplete(body);
    if (incomplete.isPresent()) {
      return incomplete;
    }
    if (asked.narrowing().ambiguous()) {
      return refusal(
          Undecided.INVALID_REQUEST,
          ErrorCode.INVALID_HEADER,
          Narrowing.DATA_CLASS + " is there twice.");
    }
    return asked.byId() == null ? notPlainJson(asked.http()) : Optional.empty();
  }

  private Optional<Refusal> incomplete(BodyReader.Body body) {
    return switch (body.end()) {
      case WHOLE -> body.size() > bodies.maxSize() ? tooLarge() : Optional.empty();
      case TOO_LARGE -> tooLarge();
      case LATE ->
          refusal(
              Undecided.REQUEST_TIMEOUT,
              ErrorCode.REQUEST_TIMEOUT,
              "The body did not come within " + bodies.timeoutMillis() + " ms.");
      case STOPPED -> refusal(Undecided.SHUTTING_DOWN, ErrorCode.SHUTTING_DOWN, STOPPING);
    };
  }

  private Optional<Refusal> tooLarge() {
    return refusal(
        Undecided.REQUEST_TOO_LARGE,
        ErrorCode.REQUEST_TOO_LARGE,
        "The body is larger than " + bodies.maxSize() + " bytes.");
  }

  private static Optional<Refusal> refusal(Undecided reason, ErrorCode code, String message) {
    return Optional.of(new Refusal(reason, ApiError.of(code, message)));
  }

  private static Optional<Refusal> notPlainJson(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (type != null && !type.equals("application/json") && !JSON.matcher(type).matches()) {
      return unsupported("The body came as " + type + "; application/json in UTF-8 is needed.");
    }
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return unsupported("The body came compressed, as " + encoding + "; it is needed as it is.");
    }
    return Optional.empty();
  }

  private static Optional<Refusal> unsupported(String message) {
    return refusal(Undecided.INVALID_REQUEST, ErrorCode.UNSUPPORTED_MEDIA_TYPE, message);
  }
}
