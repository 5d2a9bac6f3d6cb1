package eu.bailiwick.routing.usage;

import static eu.bailiwick.parts.Eventually.await;
import static eu.bailiwick.routing.usage.Stages.done;
import static eu.bailiwick.routing.usage.Stages.failure;
import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.parts.KafkaBroker;
import eu.bailiwick.routing.usage.Topic.Recorded;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker goes away and comes back. */
class OutageTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path directory;
  private KafkaBroker broker;
  private Topic topic;

  @BeforeEach
  void startBroker() throws Exception {
    broker = KafkaBroker.start(directory);
    topic = Topic.create(broker);
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  @Test
  void whatWaitsArrivesOnceAndInOrderAndRecordingWorksAgain() {
    KafkaUsageRecorder recorder = accepting(Topic.LIMITS);
    done(recorder.opened(Events.opened()));
    broker.stop();

    recorder.closed(Events.closed());
    assertThat(failure(recorder.opened(Events.opened())).recorded()).isTrue();
    assertThat(recorder.accepts()).isFalse();
    CompletionStage<Receipt> refused = recorder.opened(Events.opened());
    assertThat(refused.toCompletableFuture()).isCompletedExceptionally();
    assertThat(failure(refused).recorded()).isFalse();
    IntStream.range(0, 50).forEach(_ -> recorder.closed(Events.closed()));
    await().until(() -> recorder.waiting() == 52);
    await().until(() -> !recorder.connected());

    broker.restart();
    await().atMost(SOON).until(() -> recorder.waiting() == 0 && recorder.accepts());
    done(recorder.denied(Events.denied()));
    recorder.stop();

    List<Recorded> events = topic.read(Events.TENANT);
    var types = new ArrayList<>(List.of("announced", "opened", "closed", "opened"));
    IntStream.range(0, 50).forEach(_ -> types.add("closed"));
    types.addAll(List.of("denied", "ended"));
    assertThat(events.stream().map(Recorded::type).toList()).isEqualTo(types);
    assertThat(events.stream().map(Recorded::sequence).toList())
        .isEqualTo(LongStream.range(0, types.size()).boxed().toList());
    assertThat(events.stream().map(Recorded::epoch).distinct()).hasSize(1);
    assertThat(recorder.givenUp()).isZero();
  }

  @Test
  void numbersHaveNoHolesAndNoRepeatsWhenTheBrokerRestartsUnderLoad() {
    KafkaUsageRecorder recorder = accepting(Topic.LIMITS);
    var stop = new AtomicBoolean();
    var acknowledged = new AtomicInteger();
    try (var callers = Executors.newFixedThreadPool(2)) {
      for (int caller = 0; caller < 2; caller++) {
        String tenant = "tenant-" + caller;
        callers.execute(
            () -> {
              while (!stop.get()) {
                if (Stages.succeeds(recorder.denied(Events.denied(tenant)).toCompletableFuture())) {
                  acknowledged.incrementAndGet();
                }
              }
            });
      }
      await().until(() -> acknowledged.get() > 500);
      broker.stop();
      await().until(() -> !recorder.accepts());
      broker.restart();
      int before = acknowledged.get();
      await().atMost(SOON).until(() -> acknowledged.get() > before + 500);
      stop.set(true);
    }
    recorder.stop();

    List<Recorded> events = topic.read();
    for (int caller = 0; caller < 2; caller++) {
      String tenant = "tenant-" + caller;
      List<Long> numbers =
          events.stream().filter(e -> e.key().equals(tenant)).map(Recorded::sequence).toList();
      assertThat(numbers).isEqualTo(LongStream.range(0, numbers.size()).boxed().toList());
    }
    assertThat(events.stream().filter(e -> e.type().equals("denied")).count())
        .isGreaterThanOrEqualTo(acknowledged.get());
  }

  @Test
  void nothingMoreIsAcceptedAtTheBound() {
    var limits = new Limits(SOON, SOON, 10, Duration.ofMillis(100));
    KafkaUsageRecorder recorder = accepting(limits);
    broker.stop();

    List<CompletionStage<Receipt>> stages =
        IntStream.range(0, 20).mapToObj(_ -> recorder.opened(Events.opened())).toList();

    // The announcement waits too.
    assertThat(stages.subList(0, 9)).noneMatch(s -> s.toCompletableFuture().isDone());
    assertThat(stages.subList(9, 20)).allSatisfy(s -> assertThat(failure(s).recorded()).isFalse());
    recorder.closed(Events.closed());
    assertThat(recorder.waiting()).isEqualTo(11);
    assertThat(recorder.accepts()).isFalse();
    assertThat(recorder.refused()).isEqualTo(11);

    recorder.stop();
    assertThat(failure(stages.getFirst()).recorded()).isTrue();
    assertThat(recorder.lost()).isEqualTo(1);
    broker.restart();
  }

  @Test
  void recordingWorksAgainWhenTheTopicIsDeletedAndMadeAgain() {
    KafkaUsageRecorder recorder = accepting(Topic.LIMITS);
    done(recorder.denied(Events.denied()));

    topic.delete();
    assertThat(failure(recorder.denied(Events.denied())).recorded()).isTrue();
    broker.createTopic(topic.name(), 3);

    await().atMost(SOON).until(() -> recorder.accepts() && recorder.waiting() == 0);
    done(recorder.denied(Events.denied()));
    recorder.stop();
    List<Recorded> events = topic.read(Events.TENANT);
    assertThat(events.stream().filter(e -> e.epoch().equals(recorder.epoch().toString())))
        .extracting(Recorded::type)
        .endsWith("denied", "denied", "ended");
  }

  @Test
  void recorderWaitsForABrokerThatStartsLater() {
    broker.stop();
    KafkaUsageRecorder recorder = topic.recorder(Topic.LIMITS);
    assertThat(failure(recorder.denied(Events.denied())).recorded()).isFalse();

    broker.restart();

    await().atMost(SOON).until(recorder::accepts);
    done(recorder.denied(Events.denied()));
    recorder.stop();
    assertThat(topic.read(Events.TENANT).stream().map(Recorded::type))
        .containsExactly("announced", "denied", "ended");
  }

  private KafkaUsageRecorder accepting(Limits limits) {
    KafkaUsageRecorder recorder = topic.recorder(limits);
    await().until(() -> recorder.accepts() && recorder.connected());
    return recorder;
  }
}
