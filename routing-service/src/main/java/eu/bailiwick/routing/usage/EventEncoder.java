package eu.bailiwick.routing.usage;

import com.fasterxml.jackson.core.JsonGenerator;
import eu.bailiwick.routing.usage.DecisionFacts.CandidateFacts;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as UTF-8 JSON of the contract's version 1. What requests have in common is written
 * once and copied from then on. For one thread at a time.
 */
final class EventEncoder {

  /** Size up to which a {@code denied} or {@code opened} event fits, its later end included. */
  static final int MAX_BYTES = 60_000;

  private static final String NO_OPERATION = "NONE";
  private static final int MAX_CANDIDATES = 64;
  private static final UUID ANY = new UUID(0, 0);

  private final Origin origin;
  private final JsonText text = new JsonText();
  private final Fragments<Producer> producers = new Fragments<>(this::producer);
  private final Fragments<RequestFacts> descriptors = new Fragments<>(EventEncoder::descriptor);
  private final Fragments<DecisionFacts> decisions = new Fragments<>(EventEncoder::decision);
  private final Fragments<EndpointFacts> endpoints = new Fragments<>(EventEncoder::endpoint);

  /** Whose numbers an event is one of. */
  private record Producer(UUID epoch, String tenant) {}

  EventEncoder(Origin origin) {
    this.origin = origin;
  }

  /** The event's bytes; they may be more than {@link #MAX_BYTES}. */
  byte[] encode(Stamp stamp, Content content) {
    text.clear()
        .ascii("{")
        .raw(producers.of(new Producer(stamp.epoch(), stamp.tenant())))
        .ascii(",\"type\":\"")
        .ascii(type(content))
        .ascii("\",\"sequence\":")
        .number(stamp.sequence())
        .ascii(",\"time\":")
        .instant(stamp.time());
    switch (content) {
      case Content.Announced announced -> announced(announced);
      case Content.Heartbeat _, Content.Ended _ -> {}
      case Content.Refusal(Denied denied) -> denied(denied);
      case Content.Beginning(Opened opened) -> opened(opened);
      case Content.End end -> closed(end);
    }
    return text.ascii("}").toBytes();
  }

  private static String type(Content content) {
    return switch (content) {
      case Content.Announced _ -> "announced";
      case Content.Heartbeat _ -> "heartbeat";
      case Content.Ended _ -> "ended";
      case Content.Refusal _ -> "denied";
      case Content.Beginning _ -> "opened";
      case Content.End _ -> "closed";
    };
  }

  private void announced(Content.Announced announced) {
    text.ascii(",\"heartbeatMillis\":").number(announced.heartbeatMillis());
    Predecessor predecessor = announced.predecessor();
    if (predecessor == null) {
      text.ascii(",\"predecessor\":null");
      return;
    }
    text.ascii(",\"predecessor\":{\"epoch\":\"")
        .ascii(predecessor.epoch().toString())
        .ascii("\",\"lastAcknowledged\":")
        .number(predecessor.lastAcknowledged())
        .ascii(",\"last\":")
        .number(predecessor.last())
        .ascii("}");
  }

  private void denied(Denied denied) {
    request(denied.request());
    descriptor(denied.request());
    decision(denied.decision());
    text.ascii(",\"status\":").number(denied.status()).ascii(",\"code\":").quoted(denied.code());
  }

  private void opened(Opened opened) {
    request(opened.request());
    text.ascii(",\"attempt\":").number(opened.attempt());
    descriptor(opened.request());
    decision(opened.decision());
    text.ascii(",\"endpoint\":{").raw(endpoints.of(opened.endpoint())).ascii("}");
  }

  private void closed(Content.End end) {
    Closed closed = end.closed();
    request(closed.request());
    text.ascii(",\"attempt\":").number(closed.attempt());
    descriptor(closed.request());
    text.ascii(",\"endpoint\":{").raw(endpoints.of(closed.endpoint()));
    text.ascii("},\"dataClass\":").quoted(closed.dataClass());
    recordedBefore(end.recordedBefore());
    text.ascii(",\"outcome\":\"").ascii(lowerCase(closed.outcome()));
    text.ascii("\",\"status\":").number(closed.status());
    usage(closed.usage());
    text.ascii(",\"requestBytes\":").number(closed.requestBytes());
    text.ascii(",\"responseBytes\":").number(closed.responseBytes());
    text.ascii(",\"firstByteMillis\":").number(closed.firstByteMillis());
    text.ascii(",\"durationMillis\":").number((Double) closed.durationMillis());
  }

  private void recordedBefore(Content.@Nullable Place place) {
    if (place != null) {
      text.ascii(",\"recordedBefore\":{\"epoch\":\"").ascii(place.epoch().toString());
      text.ascii("\",\"sequence\":").number(place.sequence()).ascii("}");
    }
  }

  private void request(RequestFacts request) {
    text.ascii(",\"request\":\"").ascii(request.request().toString()).ascii("\"");
  }

  private void descriptor(RequestFacts request) {
    text.ascii(",\"descriptor\":{").raw(descriptors.of(alike(request)));
    text.ascii(",\"bodyBytes\":").number(request.bodyBytes()).ascii("}");
  }

  private void decision(DecisionFacts decision) {
    text.ascii(",\"decision\":{\"at\":").instant(decision.at());
    text.ascii(",").raw(decisions.of(alike(decision))).ascii("}");
  }

  private void usage(TokenUsage usage) {
    text.ascii(",\"usage\":{\"source\":\"").ascii(lowerCase(usage.source()));
    text.ascii("\",\"promptTokens\":").number(usage.promptTokens());
    text.ascii(",\"completionTokens\":").number(usage.completionTokens());
    text.ascii(",\"totalTokens\":").number(usage.totalTokens()).ascii("}");
  }

  /** What all requests like this one have in common. */
  private static RequestFacts alike(RequestFacts request) {
    return new RequestFacts(
        ANY,
        "",
        request.application(),
        request.key(),
        request.dataClass(),
        request.model(),
        request.operation(),
        request.within(),
        request.stream(),
        0);
  }

  /** What all decisions like this one have in common. */
  private static DecisionFacts alike(DecisionFacts decision) {
    return new DecisionFacts(
        Instant.EPOCH,
        decision.snapshot(),
        decision.revision(),
        decision.semantics(),
        decision.law(),
        decision.dataClass(),
        decision.reason(),
        decision.candidates(),
        decision.revocations());
  }

  private void producer(JsonGenerator out, Producer producer) throws IOException {
    out.writeNumberField("version", 1);
    out.writeStringField("cell", origin.cell());
    out.writeStringField("router", origin.router());
    out.writeStringField("site", origin.site());
    out.writeStringField("epoch", producer.epoch().toString());
    out.writeStringField("tenant", producer.tenant());
  }

  private static void descriptor(JsonGenerator out, RequestFacts request) throws IOException {
    out.writeStringField("application", request.application());
    out.writeStringField("key", request.key());
    string(out, "dataClass", CallerText.wellFormed(request.dataClass()));
    string(out, "model", CallerText.cut(request.model()));
    out.writeStringField(
        "operation", request.operation() == null ? NO_OPERATION : request.operation().name());
    out.writeArrayFieldStart("within");
    for (String area : request.within()) {
      out.writeString(CallerText.wellFormed(area));
    }
    out.writeEndArray();
    out.writeBooleanField("stream", request.stream());
  }

  private static void decision(JsonGenerator out, DecisionFacts decision) throws IOException {
    string(out, "snapshot", decision.snapshot());
    if (decision.revision() == null) {
      out.writeNullField("revision");
    } else {
      out.writeNumberField("revision", decision.revision());
    }
    out.writeNumberField("semantics", decision.semantics());
    string(out, "law", decision.law());
    string(out, "dataClass", decision.dataClass());
    out.writeStringField("reason", decision.reason());
    candidates(out, decision.candidates());
    if (!decision.revocations().isEmpty()) {
      strings(out, "revocations", decision.revocations());
    }
  }

  private static void candidates(JsonGenerator out, List<CandidateFacts> candidates)
      throws IOException {
    int listed = Math.min(candidates.size(), MAX_CANDIDATES);
    out.writeArrayFieldStart("candidates");
    for (CandidateFacts candidate : candidates.subList(0, listed)) {
      out.writeStartObject();
      out.writeStringField("endpoint", candidate.endpoint());
      strings(out, "reasons", candidate.reasons());
      out.writeEndObject();
    }
    out.writeEndArray();
    if (listed < candidates.size()) {
      out.writeNumberField("omittedCandidates", candidates.size() - listed);
    }
  }

  private static void endpoint(JsonGenerator out, EndpointFacts endpoint) throws IOException {
    out.writeStringField("id", endpoint.id());
    out.writeStringField("version", endpoint.version());
    out.writeStringField("imageDigest", endpoint.imageDigest());
    out.writeStringField("weightsDigest", endpoint.weightsDigest());
    out.writeStringField("site", endpoint.site());
    out.writeStringField("operator", endpoint.operator());
    strings(out, "countries", endpoint.countries());
  }

  private static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static void strings(JsonGenerator out, String name, List<String> values)
      throws IOException {
    out.writeArrayFieldStart(name);
    for (String value : values) {
      out.writeString(value);
    }
    out.writeEndArray();
  }

  private static void string(JsonGenerator out, String name, @Nullable String value)
      throws IOException {
    out.writeFieldName(name);
    out.writeString(value);
  }
}
