package eu.bailiwick.metering.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.cell.Contract;
import eu.bailiwick.metering.event.MalformedEventException.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractTest {

  private final EventReader reader = new EventReader();

  static List<Path> examples() {
    return Contract.examples();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsAccepted(Path example) throws Exception {
    UsageEvent event = reader.read(Files.readAllBytes(example));

    assertThat(example.getFileName().toString()).startsWith(event.type());
    assertThat(event.envelope().tenant()).isEqualTo("clinique");
  }

  @Test
  void closedSaysAllOfIt() throws Exception {
    UsageEvent event = reader.read(Contract.bytes(Contract.example("closed-recorded-again")));

    assertThat(event)
        .isEqualTo(
            new UsageEvent.Closed(
                new Envelope(
                    "eea",
                    "router-fr-1",
                    "paris-1",
                    UUID.fromString("3f8e7f2a-5c1d-4b7e-9a51-0c6d2b1f4e90"),
                    "clinique",
                    1,
                    Instant.parse("2026-11-23T10:05:00.001Z")),
                new AttemptId(UUID.fromString("01932f6a-7c00-7a3b-8d2e-1f0a9b8c7d6e"), 1),
                new Descriptor(
                    "triage",
                    "triage-key",
                    null,
                    "scripted-chat",
                    "CHAT",
                    List.of("FR"),
                    true,
                    143),
                new ServedBy(
                    "chat-paris",
                    "scripted-chat-1",
                    "sha256:" + "1".repeat(64),
                    "sha256:" + "2".repeat(64),
                    "paris-1",
                    "lumiere-calcul",
                    List.of("FR")),
                "health",
                new RecordedBefore(UUID.fromString("9d0f7a34-02c5-4f3e-8f5f-5b7c3f6c1a22"), 42),
                "completed",
                new Exchange(
                    200, new Exchange.Tokens("upstream", 12L, 40L, 52L), 143, 2048, 21.4, 1400.2)));
  }

  @Test
  void wordsThatMayGrowAreTaken() throws Exception {
    ObjectNode event = Contract.example("closed").put("outcome", "moved_on");
    event.withObject("/descriptor").put("operation", "RANKING");

    assertThat(reader.read(Contract.bytes(event)))
        .isInstanceOfSatisfying(
            UsageEvent.Closed.class, closed -> assertThat(closed.outcome()).isEqualTo("moved_on"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "7",
        "{} {}",
        "{\"version\":1,\"version\":1}",
        "\u0000\u0001",
        "null"
      })
  void whatIsNoJsonObjectIsRefused(String text) {
    assertThatThrownBy(() -> reader.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            MalformedEventException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_JSON));
  }

  static Stream<Arguments> spoilt() {
    return Stream.of(
        spoilt(Kind.MISSING_FIELD, "version", e -> e.remove("version")),
        spoilt(Kind.UNKNOWN_VERSION, "version 2", e -> e.put("version", 2)),
        spoilt(Kind.INVALID_FIELD, "version", e -> e.put("version", "1")),
        spoilt(Kind.INVALID_FIELD, "type", e -> e.put("type", "reopened")),
        spoilt(Kind.MISSING_FIELD, "tenant", e -> e.putNull("tenant")),
        spoilt(Kind.INVALID_FIELD, "tenant", e -> e.put("tenant", "")),
        spoilt(Kind.INVALID_FIELD, "tenant", e -> e.put("tenant", "t".repeat(256))),
        spoilt(Kind.INVALID_FIELD, "tenant", e -> e.put("tenant", "a\u0000b")),
        spoilt(Kind.INVALID_FIELD, "epoch", e -> e.put("epoch", "1-1-1-1-1")),
        spoilt(Kind.INVALID_FIELD, "sequence", e -> e.put("sequence", -1)),
        spoilt(Kind.INVALID_FIELD, "sequence", e -> e.put("sequence", 1.5)),
        spoilt(Kind.INVALID_FIELD, "time", e -> e.put("time", "yesterday")),
        spoilt(Kind.INVALID_FIELD, "time", e -> e.put("time", "1970-01-01T00:00:00Z")),
        spoilt(Kind.INVALID_FIELD, "attempt", e -> e.put("attempt", 0)),
        spoilt(Kind.INVALID_FIELD, "descriptor", e -> e.put("descriptor", "none")),
        spoilt(
            Kind.MISSING_FIELD, "descriptor.key", e -> e.withObject("/descriptor").remove("key")),
        spoilt(
            Kind.INVALID_FIELD,
            "descriptor.model",
            e -> e.withObject("/descriptor").put("model", "half a pair \ud800")),
        spoilt(
            Kind.INVALID_FIELD,
            "descriptor.stream",
            e -> e.withObject("/descriptor").put("stream", 1)),
        spoilt(
            Kind.INVALID_FIELD,
            "endpoint.countries",
            e -> e.withObject("/endpoint").putArray("countries")),
        spoilt(
            Kind.INVALID_FIELD,
            "decision.candidates",
            e -> e.withObject("/decision").put("candidates", 3)));
  }

  private static Arguments spoilt(Kind kind, String path, Consumer<ObjectNode> spoil) {
    return Arguments.of(kind, path, spoil);
  }

  @ParameterizedTest
  @MethodSource("spoilt")
  void whatIsSpoiltIsRefusedByName(Kind kind, String path, Consumer<ObjectNode> spoil) {
    ObjectNode event = Contract.example("opened");
    spoil.accept(event);

    assertThatThrownBy(() -> reader.read(Contract.bytes(event)))
        .hasMessageStartingWith(path)
        .isInstanceOfSatisfying(
            MalformedEventException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }
}
