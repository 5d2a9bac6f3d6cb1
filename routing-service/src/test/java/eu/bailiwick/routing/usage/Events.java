package eu.bailiwick.routing.usage;

import eu.bailiwick.routing.usage.DecisionFacts.CandidateFacts;
import eu.bailiwick.sovereignty.catalogue.Operation;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The events of the golden examples, and many like them. */
final class Events {

  static final Origin ORIGIN = new Origin("eea", "router-fr-1", "paris-1");
  static final UUID EPOCH = UUID.fromString("3f8e7f2a-5c1d-4b7e-9a51-0c6d2b1f4e90");
  static final UUID EARLIER = UUID.fromString("9d0f7a34-02c5-4f3e-8f5f-5b7c3f6c1a22");
  static final String TENANT = "clinique";
  static final String MODEL = "scripted-chat";

  private static final UUID REQUEST = UUID.fromString("01932f6a-7c00-7a3b-8d2e-1f0a9b8c7d6e");
  private static final Instant AT = Instant.parse("2026-11-23T10:00:00.123Z");
  private static final EndpointFacts PARIS =
      new EndpointFacts(
          "chat-paris",
          "scripted-chat-1",
          "sha256:" + "1".repeat(64),
          "sha256:" + "2".repeat(64),
          "paris-1",
          "lumiere-calcul",
          List.of("FR"));

  private Events() {}

  static RequestFacts request(
      String tenant, @Nullable String model, List<String> within, boolean stream) {
    return new RequestFacts(
        REQUEST, tenant, "triage", "triage-key", null, model, Operation.CHAT, within, stream, 143);
  }

  private static RequestFacts narrowed(String tenant) {
    return request(tenant, MODEL, List.of("FR"), true);
  }

  static DecisionFacts decision(
      @Nullable String dataClass, String reason, List<CandidateFacts> candidates) {
    return new DecisionFacts(
        AT,
        "sha256:" + "ab".repeat(32),
        17L,
        1,
        "2026-11-23",
        dataClass,
        reason,
        candidates,
        List.of());
  }

  private static DecisionFacts permitted() {
    return decision(
        "health",
        "PERMITTED",
        List.of(
            new CandidateFacts("chat-frankfurt", List.of("PROCESSING_OUTSIDE_AREA")),
            new CandidateFacts("chat-paris", List.of())));
  }

  static Opened opened() {
    return opened(TENANT);
  }

  static Opened opened(String tenant) {
    return new Opened(narrowed(tenant), 1, permitted(), PARIS, null);
  }

  static Opened openedFor(@Nullable String model) {
    return new Opened(request(TENANT, model, List.of(), true), 1, permitted(), PARIS, null);
  }

  static Denied deniedWith(List<CandidateFacts> candidates) {
    return new Denied(
        narrowed(TENANT), decision("health", "NO_LAWFUL_ENDPOINT", candidates), 403, "x", null);
  }

  static Denied denied() {
    return denied(TENANT);
  }

  static Denied denied(String tenant) {
    return new Denied(
        request(tenant, "meridian-chat", List.of(), true),
        decision(
            "health",
            "NO_LAWFUL_ENDPOINT",
            List.of(new CandidateFacts("meridian-dublin", List.of("DISCLOSURE_EXPOSURE")))),
        403,
        "no_lawful_endpoint",
        null);
  }

  static Denied deniedBeforeDecision() {
    return new Denied(
        request(TENANT, null, List.of(), false),
        decision(null, "INVALID_REQUEST", List.of()),
        400,
        "invalid_json",
        null);
  }

  static Denied deniedBeyondLimit() {
    return new Denied(narrowed(TENANT), permitted(), 429, "rate_limit_exceeded", null);
  }

  static Denied deniedLawfulButDown() {
    return new Denied(narrowed(TENANT), permitted(), 503, "lawful_endpoint_unavailable", null);
  }

  /** More bytes than a topic of a test permits. */
  static Denied large() {
    return new Denied(large(TENANT), permitted(), 503, "lawful_endpoint_unavailable", null);
  }

  private static RequestFacts large(String tenant) {
    return request(tenant, MODEL, Collections.nCopies(9000, "FR"), true);
  }

  /** The end of a second attempt, of more bytes than a topic of a test permits. */
  static Closed largeEnd() {
    return new Closed(
        large(TENANT),
        2,
        PARIS,
        "health",
        Closed.Outcome.TIMEOUT,
        null,
        TokenUsage.MISSING,
        143,
        0,
        null,
        800.7,
        null);
  }

  static Closed closed() {
    return closed(TENANT);
  }

  static Closed closed(String tenant) {
    return new Closed(
        narrowed(tenant),
        1,
        PARIS,
        "health",
        Closed.Outcome.COMPLETED,
        200,
        new TokenUsage(TokenUsage.Source.UPSTREAM, 12L, 40L, 52L),
        143,
        2048,
        21.4,
        1400.2,
        null);
  }

  static Closed closedClientLeft() {
    return new Closed(
        narrowed(TENANT),
        1,
        PARIS,
        "health",
        Closed.Outcome.CLIENT_LEFT,
        200,
        TokenUsage.MISSING,
        143,
        812,
        20.1,
        800.7,
        null);
  }
}
