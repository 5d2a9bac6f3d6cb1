package eu.bailiwick.routing.usage;

import static eu.bailiwick.parts.Eventually.await;
import static eu.bailiwick.routing.usage.Stages.done;
import static eu.bailiwick.routing.usage.Stages.failure;
import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.parts.KafkaBroker;
import eu.bailiwick.routing.usage.Topic.Recorded;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaUsageRecorderTest {

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
    recorder = accepting(Topic.LIMITS);
  }

  @AfterEach
  void stopRecorder() {
    recorder.stop();
  }

  private KafkaUsageRecorder accepting(Limits limits) {
    KafkaUsageRecorder started = topic.recorder(limits);
    await().until(started::accepts);
    return started;
  }

  @Test
  void whatNobodyWaitsForLeavesInItsTurnAndWithoutBeingAskedFor() {
    done(recorder.opened(Events.opened()));
    recorder.closed(Events.closed());
    var _ = recorder.observed(Events.opened());
    recorder.closed(Events.closed());

    await().until(() -> recorder.waiting() == 0);

    assertThat(topic.read(Events.TENANT).stream().map(Recorded::type))
        .startsWith("announced", "opened", "closed", "opened", "closed");
  }

  @Test
  void groupsAreHandedOverOnTheProducersThreadButForTheFirstOfEach() {
    recorder.stop();
    recorder =
        topic.recorder(
            Topic.LIMITS,
            Map.of(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG, HandedOver.class.getName()));
    await().until(recorder::accepts);
    done(recorder.opened(Events.opened()));
    HandedOver.BY.clear();

    int groups = 5;
    int each = 160;
    for (int group = 0; group < groups; group++) {
      for (int i = 0; i < each; i++) {
        var _ = recorder.observed(Events.opened());
      }
      await().until(() -> recorder.waiting() == 0);
    }

    List<String> threads = List.copyOf(HandedOver.BY);
    assertThat(threads).hasSize(groups * each);
    assertThat(threads)
        .filteredOn(name -> name.startsWith("kafka-producer-network-thread"))
        .hasSizeGreaterThan(groups * each / 2);
  }

  /** Notes by which thread each event was handed to a producer. */
  public static final class HandedOver implements ProducerInterceptor<byte[], byte[]> {

    static final Queue<String> BY = new ConcurrentLinkedQueue<>();

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> message) {
      BY.add(Thread.currentThread().getName());
      return message;
    }

    @Override
    public void configure(Map<String, ?> settings) {}

    @Override
    public void close() {}
  }

  @Test
  void batchesAreNoLargerThanTheTopicTakes() {
    recorder.stop();
    topic.permit(20_000);
    recorder = accepting(Topic.LIMITS);

    for (int i = 0; i < 300; i++) {
      var _ = recorder.observed(Events.opened());
    }

    await().until(() -> recorder.waiting() == 0);
    assertThat(recorder.givenUp()).isZero();
    assertThat(topic.read(Events.TENANT).stream().map(Recorded::type))
        .filteredOn("opened"::equals)
        .hasSize(300);
  }

  @Test
  void batchesAreSmallWhereTheBrokerDoesNotTellWhatTheTopicTakes() {
    assertThat(EventTopic.batch("1048588")).isEqualTo(320 * 1024);
    assertThat(EventTopic.batch("100000")).isEqualTo(100_000);
    assertThat(EventTopic.batch(null)).isEqualTo(32 * 1024);
    assertThat(EventTopic.batch("unlimited")).isEqualTo(32 * 1024);
  }

  @Test
  void epochIsAnnouncedBeforeTheFirstEventAndEndedAfterTheLast() {
    done(recorder.opened(Events.opened()));
    recorder.closed(Events.closed());
    done(recorder.denied(Events.denied()));
    recorder.stop();

    List<Recorded> events = topic.read(Events.TENANT);

    assertThat(events.stream().map(Recorded::type))
        .containsExactly("announced", "opened", "closed", "denied", "ended");
    assertThat(events.stream().map(Recorded::sequence)).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(events.stream().map(e -> UUID.fromString(e.epoch())).distinct())
        .containsExactly(recorder.epoch());
    assertThat(events).allSatisfy(e -> assertThat(Contract.violations(e.event())).isEmpty());
    assertThat(events)
        .allSatisfy(e -> assertThat(e.key()).isEqualTo(e.event().get("tenant").asText()));
    assertThat(recorder.waiting()).isZero();
    assertThat(recorder.acknowledged()).isEqualTo(5);
  }

  @Test
  void receiptsCommitToTheSaltAndTheBytesOnTheTopic() throws Exception {
    List<CompletionStage<Receipt>> stages =
        List.of(
            recorder.opened(Events.opened()),
            recorder.denied(Events.denied()),
            recorder.observed(Events.opened()),
            recorder.observed(Events.denied()));
    List<Receipt> receipts = stages.stream().map(s -> s.toCompletableFuture().join()).toList();
    recorder.stop();

    List<Recorded> events = topic.read(Events.TENANT);
    for (Receipt receipt : receipts) {
      Recorded event =
          events.stream().filter(e -> e.sequence() == receipt.sequence()).findFirst().orElseThrow();
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(HexFormat.of().parseHex(event.salt()));
      digest.update(event.value().getBytes(StandardCharsets.UTF_8));
      assertThat(receipt.epoch()).isEqualTo(recorder.epoch());
      assertThat(receipt.request()).hasToString(event.event().path("request").asText());
      assertThat(receipt.commitment()).isEqualTo(HexFormat.of().formatHex(digest.digest()));
      assertThat(receipt.dictionary()).doesNotContain(event.salt());
    }
    assertThat(receipts).extracting(Receipt::sequence).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void acknowledgedEventIsOnTheTopic() {
    done(recorder.opened(Events.opened()));

    assertThat(topic.read(Events.TENANT).stream().map(Recorded::type))
        .containsExactly("announced", "opened");
  }

  @Test
  void everySaltIsRandomAndOf32Bytes() {
    IntStream.range(0, 100).forEach(_ -> recorder.closed(Events.closed()));
    recorder.stop();

    List<Recorded> events = topic.read(Events.TENANT);

    assertThat(events).hasSize(102).allSatisfy(e -> assertThat(e.salt()).hasSize(64));
    assertThat(events.stream().map(Recorded::salt).distinct()).hasSize(102);
  }

  @Test
  void numbersHaveNoHolesWithManyCallersAndTenants() {
    int callers = 6;
    int each = 2_000;
    int tenants = 25;
    var stages = new ArrayList<CompletableFuture<Receipt>>();
    try (var threads = Executors.newFixedThreadPool(callers)) {
      for (int caller = 0; caller < callers; caller++) {
        threads.execute(
            () -> {
              var own =
                  IntStream.range(0, each)
                      .mapToObj(n -> recorder.denied(Events.denied("tenant-" + n % tenants)))
                      .map(CompletionStage::toCompletableFuture)
                      .toList();
              synchronized (stages) {
                stages.addAll(own);
              }
            });
      }
    }
    // More at once than may wait: the others are refused without a number.
    long numbered = stages.stream().filter(Stages::numbered).count();
    assertThat(numbered + recorder.refused()).isEqualTo((long) callers * each);
    recorder.stop();

    Map<String, List<Recorded>> byTenant =
        topic.read().stream().collect(Collectors.groupingBy(Recorded::key));

    assertThat(byTenant).hasSize(tenants);
    byTenant.values().forEach(KafkaUsageRecorderTest::assertWithoutHoles);
    assertThat(byTenant.values().stream().mapToLong(List::size).sum())
        .isEqualTo(numbered + 2L * tenants);
  }

  @Test
  void numbersFollowTheOrderOfTheCalls() {
    IntStream.range(0, 500)
        .forEach(
            n -> {
              recorder.closed(Events.closed("a"));
              recorder.denied(Events.denied("b"));
              recorder.denied(Events.denied(n % 2 == 0 ? "a" : "b"));
            });
    recorder.stop();

    List<String> expected = new ArrayList<>(List.of("announced"));
    IntStream.range(0, 500)
        .forEach(
            n -> expected.addAll(n % 2 == 0 ? List.of("closed", "denied") : List.of("closed")));
    expected.add("ended");
    assertThat(topic.read("a").stream().map(Recorded::type).toList()).isEqualTo(expected);
  }

  @Test
  void heartbeatRepeatsTheLastNumberOnceAfterActivity() {
    recorder.stop();
    recorder = accepting(heartbeats());
    done(recorder.denied(Events.denied("quiet")));
    done(recorder.opened(Events.opened("busy")));
    await().until(() -> topic.read("busy").stream().filter(e -> !e.numbered()).count() >= 4);

    List<Recorded> quiet = topic.read("quiet");
    assertThat(quiet.stream().map(Recorded::type))
        .containsExactly("announced", "denied", "heartbeat");
    assertThat(quiet.getLast().sequence()).isEqualTo(1);
    assertThat(topic.read("busy").stream().filter(e -> !e.numbered()))
        .allSatisfy(e -> assertThat(e.sequence()).isEqualTo(1))
        .allSatisfy(e -> assertThat(Contract.violations(e.event())).isEmpty());

    recorder.closed(Events.closed("busy"));
    await()
        .until(
            () ->
                topic.read("busy").getLast().sequence() == 2
                    && !topic.read("busy").getLast().numbered());
    recorder.stop();
    assertWithoutHoles(topic.read("busy"));
  }

  @Test
  void eventTooLargeForTheContractIsRefusedWithoutANumber() {
    var areas = IntStream.range(0, 20_000).mapToObj(_ -> "FR").toList();
    var request = Events.request(Events.TENANT, "m", areas, false);
    var large = new Denied(request, Events.denied().decision(), 403, "x", null);

    assertThat(failure(recorder.denied(large)).recorded()).isFalse();
    done(recorder.denied(Events.denied()));
    assertThat(topic.read(Events.TENANT).stream().map(Recorded::sequence)).containsExactly(0L, 1L);
  }

  @Test
  void recorderThatIsStoppedAcceptsNothing() {
    recorder.stop();

    assertThat(recorder.accepts()).isFalse();
    assertThat(failure(recorder.opened(Events.opened())).recorded()).isFalse();
    recorder.closed(Events.closed());
    assertThat(recorder.lost()).isEqualTo(1);
  }

  @Test
  void everyBootIsAnEpochOfItsOwn() {
    recorder.stop();
    UUID first = recorder.epoch();
    recorder = accepting(Topic.LIMITS);

    assertThat(recorder.epoch()).isNotEqualTo(first);
    assertThat(recorder.epoch().version()).isEqualTo(4);
    assertThat(recorder.epoch().variant()).isEqualTo(2);
  }

  private static Limits heartbeats() {
    return new Limits(
        Topic.LIMITS.ackTimeout(),
        Duration.ofMillis(150),
        Topic.LIMITS.maxWaiting(),
        Topic.LIMITS.stopTimeout());
  }

  private static void assertWithoutHoles(List<Recorded> events) {
    assertThat(events.stream().filter(Recorded::numbered).map(Recorded::sequence).toList())
        .isEqualTo(
            LongStream.range(0, events.stream().filter(Recorded::numbered).count())
                .boxed()
                .toList());
    assertThat(events.getFirst().type()).isEqualTo("announced");
    assertThat(events.getLast().type()).isEqualTo("ended");
  }
}
