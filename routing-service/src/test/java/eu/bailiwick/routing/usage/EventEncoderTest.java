package eu.bailiwick.routing.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.routing.usage.Content.Announced;
import eu.bailiwick.routing.usage.Content.Beginning;
import eu.bailiwick.routing.usage.Content.End;
import eu.bailiwick.routing.usage.Content.Refusal;
import eu.bailiwick.routing.usage.DecisionFacts.CandidateFacts;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventEncoderTest {

  private static final Instant TIME = Instant.parse("2026-11-23T10:00:00.120000001Z");

  private final EventEncoder encoder = new EventEncoder(Events.ORIGIN);

  static Stream<Arguments> examples() {
    return Stream.of(
        arguments("announced", new Announced(5000, null)),
        arguments(
            "announced-after-giving-up",
            new Announced(5000, new Predecessor(Events.EARLIER, 41L, 43))),
        arguments("heartbeat", new Content.Heartbeat()),
        arguments("ended", new Content.Ended()),
        arguments("denied", new Refusal(Events.denied())),
        arguments("denied-before-decision", new Refusal(Events.deniedBeforeDecision())),
        arguments("denied-beyond-limit", new Refusal(Events.deniedBeyondLimit())),
        arguments("denied-lawful-but-down", new Refusal(Events.deniedLawfulButDown())),
        arguments("opened", new Beginning(Events.opened())),
        arguments("closed", new End(Events.closed(), null)),
        arguments("closed-client-left", new End(Events.closedClientLeft(), null)),
        arguments(
            "closed-recorded-again",
            new End(Events.closed(), new Content.Place(Events.EARLIER, 42))));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void writesTheExample(String name, Content content) {
    JsonNode expected = Contract.example(name);
    Instant time = Instant.parse(expected.path("time").asText());
    ((ObjectNode) expected).put("time", time.toString());

    JsonNode written = encode(expected.path("sequence").asLong(), time, content);

    assertThat(written).isEqualTo(expected);
    assertThat(Contract.violations(written)).isEmpty();
    assertThat(names(written)).isEqualTo(names(expected));
  }

  @Test
  void keepsEveryDigitOfAnInstant() {
    JsonNode written = encode(1, TIME, new Refusal(Events.denied()));

    assertThat(written.path("time").asText()).isEqualTo("2026-11-23T10:00:00.120000001Z");
  }

  @Test
  void cutsAModelThatNobodyCouldCatalogue() {
    JsonNode written = encode(1, TIME, new Beginning(Events.openedFor("m".repeat(100_000))));

    assertThat(written.at("/descriptor/model").asText()).isEqualTo("m".repeat(256) + "…");
    assertThat(Contract.violations(written)).isEmpty();
  }

  @Test
  void replacesHalvesOfSurrogatePairs() {
    JsonNode lone = encode(1, TIME, new Beginning(Events.openedFor("a\ud83db")));
    JsonNode split = encode(1, TIME, new Beginning(Events.openedFor("m".repeat(255) + "😀")));
    JsonNode whole = encode(1, TIME, new Beginning(Events.openedFor("😀")));

    assertThat(lone.at("/descriptor/model").asText()).isEqualTo("a\ufffdb");
    assertThat(split.at("/descriptor/model").asText()).isEqualTo("m".repeat(255) + "\ufffd…");
    assertThat(whole.at("/descriptor/model").asText()).isEqualTo("😀");
  }

  @Test
  void listsTheFirstCandidatesAndCountsTheOthers() {
    var candidate = new CandidateFacts("e".repeat(127), Collections.nCopies(5, "R".repeat(25)));
    var content = new Refusal(Events.deniedWith(Collections.nCopies(1000, candidate)));

    JsonNode written = encode(1, TIME, content);

    assertThat(written.at("/decision/candidates")).hasSize(64);
    assertThat(written.at("/decision/omittedCandidates").asInt()).isEqualTo(936);
    assertThat(Contract.violations(written)).isEmpty();
    assertThat(bytes(1, TIME, content)).hasSizeLessThan(EventEncoder.MAX_BYTES);
  }

  private JsonNode encode(long sequence, Instant time, Content content) {
    return Contract.parse(bytes(sequence, time, content));
  }

  private byte[] bytes(long sequence, Instant time, Content content) {
    return encoder.encode(new Stamp(Events.EPOCH, Events.TENANT, sequence, time), content);
  }

  private static List<String> names(JsonNode node) {
    return node.propertyStream().map(java.util.Map.Entry::getKey).toList();
  }
}
