package eu.bailiwick.routing.telemetry;

import eu.bailiwick.routing.catalogue.Caller;
import eu.bailiwick.routing.catalogue.Destination;
import eu.bailiwick.routing.usage.Closed;
import eu.bailiwick.routing.usage.Closed.Outcome;
import eu.bailiwick.routing.usage.RequestFacts;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request with a span, whose attempts have spans below it, and with a line in the access log. */
final class ObservedRequest implements Sight {

  private final Looking looking;
  private final UUID id;
  private final Caller caller;
  private final String surface;
  private final HttpServerRequest http;
  private final long begin;
  private final Span span;
  private final Context below;
  private int attempts;
  private @Nullable Closed last;

  ObservedRequest(Looking looking, UUID id, Caller caller, String surface, HttpServerRequest http) {
    this.looking = looking;
    this.id = id;
    this.caller = caller;
    this.surface = surface;
    this.http = http;
    this.begin = System.nanoTime();
    Context parent = TraceParent.of(http.headers());
    this.span =
        looking
            .tracer()
            .spanBuilder(surface)
            .setSpanKind(SpanKind.SERVER)
            .setParent(parent)
            .setAttribute(Names.REQUEST, id.toString())
            .setAttribute(Names.TENANT, caller.tenant().id())
            .setAttribute(Names.APPLICATION, caller.application().id())
            .startSpan();
    this.below = parent.with(span);
  }

  @Override
  public Trial attempt(RequestFacts request, int number, Destination destination) {
    attempts++;
    String operation =
        Operations.name(
            Objects.requireNonNull(request.operation(), "an attempt is of an operation"));
    String model = String.valueOf(request.model());
    span.updateName(operation + " " + model);
    span.setAttribute(Names.OPERATION, operation);
    span.setAttribute(Names.MODEL, model);
    return new ObservedAttempt(
        looking
            .tracer()
            .spanBuilder(operation + " " + model)
            .setSpanKind(SpanKind.CLIENT)
            .setParent(below)
            .setAttribute(Names.OPERATION, operation)
            .setAttribute(Names.MODEL, model)
            .setAttribute(Names.STREAM, request.stream())
            .setAttribute(Names.ATTEMPT, (long) number)
            .setAttribute(Names.ENDPOINT, destination.endpoint().id())
            .setAttribute(Names.SITE, destination.site().id())
            .setAttribute(Names.COUNTRIES, destination.countries())
            .startSpan());
  }

  @Override
  public @Nullable String traceparent() {
    return TraceParent.write(span.getSpanContext());
  }

  @Override
  public void ended(Outcome outcome) {
    if (outcome != Outcome.NOT_DISPATCHED) {
      // An error is answered in the rest of this turn of the event loop.
      Vertx.currentContext().runOnContext(turn -> finish(outcome, null));
    }
  }

  @Override
  public void refused(int status, String code) {
    span.setAttribute(Names.ERROR, code);
    finish(Outcome.NOT_DISPATCHED, code);
  }

  private void finish(Outcome outcome, @Nullable String code) {
    HttpServerResponse response = http.response();
    if (response.headWritten()) {
      span.setAttribute(Names.STATUS, (long) response.getStatusCode());
    }
    String word = code == null ? word(outcome) : "refused";
    span.setAttribute(Names.OUTCOME, word);
    if (code != null) {
      span.setAttribute(Names.ERROR, code);
    } else if (outcome != Outcome.COMPLETED) {
      span.setAttribute(Names.ERROR, word);
      span.setStatus(StatusCode.ERROR);
    }
    if (last != null) {
      usage(span, last);
    }
    span.end();
    looking.log().request(new Access(id, caller, surface, http, word, code, attempts, last), begin);
  }

  private static String word(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  private static void usage(Span span, Closed event) {
    Long input = event.usage().promptTokens();
    Long output = event.usage().completionTokens();
    if (input != null) {
      span.setAttribute(Names.INPUT_TOKENS, input);
    }
    if (output != null) {
      span.setAttribute(Names.OUTPUT_TOKENS, output);
    }
  }

  private final class ObservedAttempt implements Trial {

    private final Span attempt;

    ObservedAttempt(Span attempt) {
      this.attempt = attempt;
    }

    @Override
    public @Nullable String traceparent() {
      return TraceParent.write(attempt.getSpanContext());
    }

    @Override
    public void closed(Closed event) {
      last = event;
      Integer status = event.status();
      if (status != null) {
        attempt.setAttribute(Names.STATUS, (long) status);
      }
      Double first = event.firstByteMillis();
      if (first != null) {
        attempt.setAttribute(Names.FIRST_CHUNK, first / 1000);
      }
      String word = word(event.outcome());
      attempt.setAttribute(Names.OUTCOME, word);
      if (event.outcome() != Outcome.COMPLETED) {
        attempt.setAttribute(Names.ERROR, word);
        attempt.setStatus(StatusCode.ERROR);
      }
      usage(attempt, event);
      attempt.end();
    }
  }
}
