package eu.bailiwick.metering.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import eu.bailiwick.metering.event.Exchange.Tokens;
import eu.bailiwick.metering.event.MalformedEventException.Kind;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes of an event. Unknown members are ignored, so that a router may say more than this
 * version knows; words that may grow (operation, outcome, reason, code) are taken as they come.
 */
@Singleton
public final class EventReader {

  /** A longer tenant would not fit into an index entry. */
  private static final int LONGEST_TENANT = 255;

  /** Times outside of it come from a clock that cannot be believed. */
  private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  private final ObjectReader json =
      new ObjectMapper(
              JsonFactory.builder().disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build())
          .reader()
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  /**
   * Reads one event.
   *
   * @param value the exact bytes of the Kafka record's value; null for a record without one
   * @throws MalformedEventException if they are not an event of version 1
   */
  public UsageEvent read(byte @Nullable [] value) throws MalformedEventException {
    Members event = Members.of(parse(value), "");
    if (event.small("version") != 1) {
      throw new MalformedEventException(
          Kind.UNKNOWN_VERSION, "version " + event.small("version") + " is not known, only 1");
    }
    Envelope envelope = envelope(event);
    return switch (event.text("type")) {
      case "announced" -> announced(event, envelope);
      case "heartbeat" -> new UsageEvent.Heartbeat(envelope);
      case "ended" -> new UsageEvent.Ended(envelope);
      case "denied" -> denied(event, envelope);
      case "opened" -> opened(event, envelope);
      case "closed" -> closed(event, envelope);
      default -> throw event.invalid("type", "\"" + event.text("type") + "\" is not known");
    };
  }

  private JsonNode parse(byte @Nullable [] value) throws MalformedEventException {
    if (value == null) {
      throw new MalformedEventException(Kind.NOT_JSON, "the record has no value");
    }
    try {
      JsonNode node = json.readTree(value);
      if (!node.isObject()) {
        throw new MalformedEventException(Kind.NOT_JSON, "a JSON object is needed");
      }
      return node;
    } catch (IOException e) {
      throw new MalformedEventException(Kind.NOT_JSON, "the value cannot be read as JSON");
    }
  }

  private static Envelope envelope(Members event) throws MalformedEventException {
    String tenant = event.text("tenant");
    if (tenant.isEmpty() || tenant.length() > LONGEST_TENANT) {
      throw event.invalid("tenant", "1 to " + LONGEST_TENANT + " characters are needed");
    }
    Instant time = event.instant("time");
    if (time.isBefore(EARLIEST) || !time.isBefore(LATEST)) {
      throw event.invalid("time", "not from " + EARLIEST + " to " + LATEST);
    }
    return new Envelope(
        event.text("cell"),
        event.text("router"),
        event.text("site"),
        event.uuid("epoch"),
        tenant,
        event.count("sequence"),
        time);
  }

  private static UsageEvent announced(Members event, Envelope envelope)
      throws MalformedEventException {
    if (envelope.sequence() != 0) {
      throw event.invalid("sequence", "announced is number 0");
    }
    Members predecessor = event.optionalObject("predecessor");
    return new UsageEvent.Announced(
        envelope,
        event.count("heartbeatMillis"),
        predecessor == null
            ? null
            : new Predecessor(
                predecessor.uuid("epoch"),
                predecessor.optionalCount("lastAcknowledged"),
                predecessor.count("last")));
  }

  private static UsageEvent denied(Members event, Envelope envelope)
      throws MalformedEventException {
    return new UsageEvent.Denied(
        envelope,
        event.uuid("request"),
        descriptor(event.object("descriptor")),
        decision(event.object("decision")),
        event.small("status"),
        event.text("code"));
  }

  private static UsageEvent opened(Members event, Envelope envelope)
      throws MalformedEventException {
    return new UsageEvent.Opened(
        envelope,
        attempt(event),
        descriptor(event.object("descriptor")),
        decision(event.object("decision")),
        servedBy(event.object("endpoint")));
  }

  private static UsageEvent closed(Members event, Envelope envelope)
      throws MalformedEventException {
    return new UsageEvent.Closed(
        envelope,
        attempt(event),
        descriptor(event.object("descriptor")),
        servedBy(event.object("endpoint")),
        event.text("dataClass"),
        recordedBefore(event.optionalObject("recordedBefore")),
        event.text("outcome"),
        exchange(event));
  }

  private static @Nullable RecordedBefore recordedBefore(@Nullable Members of)
      throws MalformedEventException {
    return of == null ? null : new RecordedBefore(of.uuid("epoch"), of.count("sequence"));
  }

  private static AttemptId attempt(Members event) throws MalformedEventException {
    int attempt = event.small("attempt");
    if (attempt < 1) {
      throw event.invalid("attempt", "at least 1 is needed");
    }
    return new AttemptId(event.uuid("request"), attempt);
  }

  private static Descriptor descriptor(Members of) throws MalformedEventException {
    return new Descriptor(
        of.text("application"),
        of.text("key"),
        of.optionalText("dataClass"),
        of.optionalText("model"),
        of.text("operation"),
        of.texts("within"),
        of.flag("stream"),
        of.count("bodyBytes"));
  }

  private static Decision decision(Members of) throws MalformedEventException {
    List<Decision.Candidate> candidates = new ArrayList<>();
    for (Members candidate : of.objects("candidates")) {
      candidates.add(
          new Decision.Candidate(candidate.text("endpoint"), candidate.texts("reasons")));
    }
    return new Decision(
        of.instant("at"),
        of.optionalText("snapshot"),
        of.optionalCount("revision"),
        of.small("semantics"),
        of.optionalText("law"),
        of.optionalText("dataClass"),
        of.text("reason"),
        List.copyOf(candidates),
        of.optionalCount("omittedCandidates"),
        of.optionalTexts("revocations"));
  }

  private static ServedBy servedBy(Members of) throws MalformedEventException {
    List<String> countries = of.texts("countries");
    if (countries.isEmpty()) {
      throw of.invalid("endpoint.countries", "at least one country is needed");
    }
    return new ServedBy(
        of.text("id"),
        of.text("version"),
        of.text("imageDigest"),
        of.text("weightsDigest"),
        of.text("site"),
        of.text("operator"),
        countries);
  }

  private static Exchange exchange(Members event) throws MalformedEventException {
    Members usage = event.object("usage");
    return new Exchange(
        event.optionalSmall("status"),
        new Tokens(
            usage.text("source"),
            usage.optionalCount("promptTokens"),
            usage.optionalCount("completionTokens"),
            usage.optionalCount("totalTokens")),
        event.count("requestBytes"),
        event.count("responseBytes"),
        event.optionalMillis("firstByteMillis"),
        event.millis("durationMillis"));
  }
}
