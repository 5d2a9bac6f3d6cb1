package eu.bailiwick.routing.usage;

import eu.bailiwick.parts.Eventually;
import eu.bailiwick.parts.KafkaBroker;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A program that measures how long an acknowledged event takes, one at a time, against a broker in
 * the same JVM, and how many a second the recorder takes from several callers. Several rounds of
 * each way; the first warms up.
 */
final class RecorderLatency {

  private static final int EVENTS = 5_000;
  private static final int CALLERS = 4;
  private static final int ROUNDS = 4;
  private static final PrintStream OUT = System.out;

  private final KafkaBroker broker;

  private RecorderLatency(KafkaBroker broker) {
    this.broker = broker;
  }

  /**
   * @param arguments none
   */
  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory("latency");
    try (KafkaBroker broker = KafkaBroker.start(directory)) {
      var program = new RecorderLatency(broker);
      for (int round = 0; round < ROUNDS; round++) {
        program.producer("bare producer, linger.ms 5", 5L);
        program.producer("bare producer, linger.ms 0", 0L);
        program.recorder();
        program.throughput();
      }
    }
  }

  private void producer(String name, long lingerMillis) {
    Map<String, Object> settings = new HashMap<>(EventTopic.protocol());
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("linger.ms", lingerMillis);
    settings.put("max.block.ms", 60_000L);
    Topic topic = Topic.create(broker);
    byte[] value = new byte[1100];
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      measure(
          name,
          () -> {
            var done = new CompletableFuture<Void>();
            var _ =
                producer.send(
                    new ProducerRecord<>(topic.name(), new byte[] {1}, value),
                    (_, _) -> done.complete(null));
            return done;
          });
    }
  }

  private void recorder() {
    KafkaUsageRecorder recorder = Topic.create(broker).recorder(Topic.LIMITS);
    Eventually.await().until(recorder::accepts);
    measure("recorder, on the caller's thread", () -> recorder.opened(Events.opened()));
    try (ExecutorService sender = Executors.newSingleThreadExecutor()) {
      measure(
          "recorder, through a sender thread",
          () ->
              CompletableFuture.supplyAsync(() -> recorder.opened(Events.opened()), sender)
                  .thenCompose(stage -> stage));
    }
    recorder.stop();
  }

  private void throughput() {
    KafkaUsageRecorder recorder = Topic.create(broker).recorder(Topic.LIMITS);
    Eventually.await().until(recorder::accepts);
    long start = System.nanoTime();
    try (var callers = Executors.newFixedThreadPool(CALLERS)) {
      for (int caller = 0; caller < CALLERS; caller++) {
        String tenant = "tenant-" + caller;
        callers.execute(() -> batches(recorder, tenant));
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    OUT.printf(
        "%-36s %,10.0f events/s%n",
        "recorder, " + CALLERS + " callers", CALLERS * 20 * 1000 / seconds);
    recorder.stop();
  }

  /** 20 times 1000 events, each time waiting for all. */
  private static void batches(KafkaUsageRecorder recorder, String tenant) {
    for (int batch = 0; batch < 20; batch++) {
      CompletableFuture.allOf(
              IntStream.range(0, 1000)
                  .mapToObj(_ -> recorder.opened(Events.opened(tenant)).toCompletableFuture())
                  .toArray(CompletableFuture<?>[]::new))
          .join();
    }
  }

  private static void measure(String name, Supplier<? extends CompletionStage<?>> way) {
    long[] call = new long[EVENTS];
    long[] whole = new long[EVENTS];
    for (int n = 0; n < EVENTS; n++) {
      long start = System.nanoTime();
      CompletableFuture<?> stage = way.get().toCompletableFuture();
      call[n] = System.nanoTime() - start;
      stage.join();
      whole[n] = System.nanoTime() - start;
    }
    Arrays.sort(call);
    Arrays.sort(whole);
    OUT.printf(
        "%-36s p50 %6.0f us  p99 %6.0f us   caller held p50 %4.0f us  p99 %4.0f us%n",
        name, at(whole, 50), at(whole, 99), at(call, 50), at(call, 99));
  }

  private static double at(long[] sorted, int percent) {
    return sorted[sorted.length * percent / 100] / 1000.0;
  }
}
