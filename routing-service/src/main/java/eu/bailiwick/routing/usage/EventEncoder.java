package eu.bailiwick.routing.usage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import eu.bailiwick.routing.usage.DecisionFacts.CandidateFacts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes events as UTF-8 JSON of the contract's version 1. */
final class EventEncoder {

  /** Size up to which a {@code denied} or {@code opened} event fits, its later end included. */
  static final int MAX_BYTES = 60_000;

  private static final String NO_OPERATION = "NONE";
  private static final int MAX_CANDIDATES = 64;
  private static final int USUAL_BYTES = 1536;

  private final JsonFactory json = new JsonFactory();
  private final Origin origin;

  EventEncoder(Origin origin) {
    this.origin = origin;
  }

  /** The event's bytes; they may be more than {@link #MAX_BYTES}. */
  byte[] encode(Stamp stamp, Content content) {
    var bytes = new ByteArrayOutputStream(USUAL_BYTES);
    try (JsonGenerator out = json.createGenerator(bytes)) {
      out.writeStartObject();
      envelope(out, stamp, type(content));
      content(out, content);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
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

  private void envelope(JsonGenerator out, Stamp stamp, String type) throws IOException {
    out.writeNumberField("version", 1);
    out.writeStringField("cell", origin.cell());
    out.writeStringField("router", origin.router());
    out.writeStringField("site", origin.site());
    out.writeStringField("epoch", stamp.epoch().toString());
    out.writeStringField("tenant", stamp.tenant());
    out.writeStringField("type", type);
    out.writeNumberField("sequence", stamp.sequence());
    out.writeStringField("time", stamp.time().toString());
  }

  private static void content(JsonGenerator out, Content content) throws IOException {
    switch (content) {
      case Content.Announced announced -> announced(out, announced);
      case Content.Heartbeat _, Content.Ended _ -> {}
      case Content.Refusal(Denied denied) -> denied(out, denied);
      case Content.Beginning(Opened opened) -> opened(out, opened);
      case Content.End end -> closed(out, end);
    }
  }

  private static void announced(JsonGenerator out, Content.Announced announced) throws IOException {
    out.writeNumberField("heartbeatMillis", announced.heartbeatMillis());
    Predecessor predecessor = announced.predecessor();
    if (predecessor == null) {
      out.writeNullField("predecessor");
      return;
    }
    out.writeObjectFieldStart("predecessor");
    out.writeStringField("epoch", predecessor.epoch().toString());
    number(out, "lastAcknowledged", predecessor.lastAcknowledged());
    out.writeNumberField("last", predecessor.last());
    out.writeEndObject();
  }

  private static void denied(JsonGenerator out, Denied denied) throws IOException {
    out.writeStringField("request", denied.request().request().toString());
    descriptor(out, denied.request());
    decision(out, denied.decision());
    out.writeNumberField("status", denied.status());
    out.writeStringField("code", denied.code());
  }

  private static void opened(JsonGenerator out, Opened opened) throws IOException {
    out.writeStringField("request", opened.request().request().toString());
    out.writeNumberField("attempt", opened.attempt());
    descriptor(out, opened.request());
    decision(out, opened.decision());
    endpoint(out, opened.endpoint());
  }

  private static void closed(JsonGenerator out, Content.End end) throws IOException {
    Closed closed = end.closed();
    out.writeStringField("request", closed.request().request().toString());
    out.writeNumberField("attempt", closed.attempt());
    descriptor(out, closed.request());
    endpoint(out, closed.endpoint());
    out.writeStringField("dataClass", closed.dataClass());
    recordedBefore(out, end.recordedBefore());
    out.writeStringField("outcome", lowerCase(closed.outcome()));
    number(out, "status", closed.status());
    usage(out, closed.usage());
    out.writeNumberField("requestBytes", closed.requestBytes());
    out.writeNumberField("responseBytes", closed.responseBytes());
    number(out, "firstByteMillis", closed.firstByteMillis());
    out.writeNumberField("durationMillis", closed.durationMillis());
  }

  private static void recordedBefore(JsonGenerator out, Content.@Nullable Place place)
      throws IOException {
    if (place == null) {
      return;
    }
    out.writeObjectFieldStart("recordedBefore");
    out.writeStringField("epoch", place.epoch().toString());
    out.writeNumberField("sequence", place.sequence());
    out.writeEndObject();
  }

  private static void descriptor(JsonGenerator out, RequestFacts request) throws IOException {
    out.writeObjectFieldStart("descriptor");
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
    out.writeNumberField("bodyBytes", request.bodyBytes());
    out.writeEndObject();
  }

  private static void decision(JsonGenerator out, DecisionFacts decision) throws IOException {
    out.writeObjectFieldStart("decision");
    out.writeStringField("at", decision.at().toString());
    string(out, "snapshot", decision.snapshot());
    number(out, "revision", decision.revision());
    out.writeNumberField("semantics", decision.semantics());
    string(out, "law", decision.law());
    string(out, "dataClass", decision.dataClass());
    out.writeStringField("reason", decision.reason());
    candidates(out, decision.candidates());
    if (!decision.revocations().isEmpty()) {
      strings(out, "revocations", decision.revocations());
    }
    out.writeEndObject();
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
    out.writeObjectFieldStart("endpoint");
    out.writeStringField("id", endpoint.id());
    out.writeStringField("version", endpoint.version());
    out.writeStringField("imageDigest", endpoint.imageDigest());
    out.writeStringField("weightsDigest", endpoint.weightsDigest());
    out.writeStringField("site", endpoint.site());
    out.writeStringField("operator", endpoint.operator());
    strings(out, "countries", endpoint.countries());
    out.writeEndObject();
  }

  private static void usage(JsonGenerator out, TokenUsage usage) throws IOException {
    out.writeObjectFieldStart("usage");
    out.writeStringField("source", lowerCase(usage.source()));
    number(out, "promptTokens", usage.promptTokens());
    number(out, "completionTokens", usage.completionTokens());
    number(out, "totalTokens", usage.totalTokens());
    out.writeEndObject();
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

  private static void number(JsonGenerator out, String name, @Nullable Number value)
      throws IOException {
    switch (value) {
      case null -> out.writeNullField(name);
      case Double d -> out.writeNumberField(name, d);
      default -> out.writeNumberField(name, value.longValue());
    }
  }
}
