package eu.bailiwick.routing.usage;

import static eu.bailiwick.parts.Eventually.await;
import static eu.bailiwick.routing.usage.Stages.done;
import static eu.bailiwick.routing.usage.Stages.failure;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.parts.KafkaBroker;
import eu.bailiwick.routing.usage.Topic.Recorded;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker refuses an event for good: it is larger than the topic permits. */
class GivingUpTest {

  private static final int SMALL = 40_000;
  private static final int LARGE = 1_000_000;
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir static Path directory;
  private static KafkaBroker broker;

  private Topic topic;
  private KafkaUsageRecorder recorder;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = KafkaBroker.start(directory);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void startRecorder() {
    topic = Topic.create(broker);
    topic.permit(SMALL);
    recorder = topic.recorder(Topic.LIMITS);
    await().until(recorder::accepts);
  }

  @AfterEach
  void stopRecorder() {
    recorder.stop();
  }

  @Test
  void nextEpochNamesTheOneGivenUpToEveryTenant() {
    done(recorder.denied(Events.denied("other")));
    done(recorder.opened(Events.opened()));
    UUID givenUp = recorder.epoch();

    assertThat(failure(recorder.denied(Events.large())).recorded()).isTrue();
    await().atMost(SOON).until(() -> recorder.accepts() && recorder.waiting() == 0);

    assertThat(recorder.epoch()).isNotEqualTo(givenUp);
    assertThat(recorder.givenUp()).isEqualTo(1);
    done(recorder.denied(Events.denied()));
    recorder.stop();
    assertThat(of(recorder.epoch(), Events.TENANT).stream().map(Recorded::type))
        .containsExactly("announced", "denied", "ended");
    assertPredecessor(of(recorder.epoch(), Events.TENANT).getFirst(), givenUp, 1, 2);
    assertThat(of(recorder.epoch(), "other").stream().map(Recorded::type))
        .containsExactly("announced", "ended");
    assertPredecessor(of(recorder.epoch(), "other").getFirst(), givenUp, 1, 1);
  }

  @Test
  void endsAreRecordedAgainUntilTheBrokerTakesThem() {
    done(recorder.opened(Events.opened()));
    UUID first = recorder.epoch();

    recorder.closed(Events.largeEnd());
    await().atMost(SOON).until(() -> recorder.givenUp() >= 2);
    recorder.closed(Events.closed());
    assertThat(recorder.waiting()).isPositive();
    topic.permit(LARGE);
    await().atMost(SOON).until(() -> recorder.accepts() && recorder.waiting() == 0);
    recorder.stop();

    List<Recorded> last = of(recorder.epoch(), Events.TENANT);
    assertThat(last.stream().map(Recorded::type))
        .containsExactly("announced", "closed", "closed", "ended");
    JsonNode again = last.get(1).event();
    assertThat(again.at("/recordedBefore/epoch").asText())
        .isNotEqualTo(recorder.epoch().toString());
    assertThat(Contract.violations(again)).isEmpty();
    assertThat(topic.read().stream().map(Recorded::value))
        .filteredOn(value -> value.contains("\"attempt\":2"))
        .as("the large end")
        .hasSize(1);
    assertThat(of(first, Events.TENANT).stream().map(Recorded::sequence)).containsExactly(0L, 1L);
    assertThat(recorder.lost()).isZero();
  }

  private List<Recorded> of(UUID epoch, String tenant) {
    return topic.read(tenant).stream().filter(e -> e.epoch().equals(epoch.toString())).toList();
  }

  private static void assertPredecessor(
      Recorded announcement, UUID epoch, long lastAcknowledged, long last) {
    JsonNode predecessor = announcement.event().path("predecessor");
    assertThat(predecessor.path("epoch").asText()).isEqualTo(epoch.toString());
    assertThat(predecessor.path("lastAcknowledged").asLong()).isEqualTo(lastAcknowledged);
    assertThat(predecessor.path("last").asLong()).isEqualTo(last);
    assertThat(Contract.violations(announcement.event())).isEmpty();
  }
}
