package eu.bailiwick.routing.usage;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.parts.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A usage topic of a test. */
record Topic(KafkaBroker broker, String name) {

  static final Limits LIMITS =
      new Limits(Duration.ofMillis(800), Duration.ofMinutes(1), 10_000, Duration.ofSeconds(10));

  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final int PARTITIONS = 3;

  /**
   * An event as the broker has it.
   *
   * @param value the value as text
   * @param salt the salt in hexadecimal digits
   */
  record Recorded(String key, String value, String salt, JsonNode event) {

    String type() {
      return event.path("type").asText();
    }

    String epoch() {
      return event.path("epoch").asText();
    }

    long sequence() {
      return event.path("sequence").asLong();
    }

    boolean numbered() {
      return !type().equals("heartbeat");
    }
  }

  /** A new topic. */
  static Topic create(KafkaBroker broker) {
    String name = "usage-" + NAMES.incrementAndGet();
    broker.createTopic(name, PARTITIONS);
    return new Topic(broker, name);
  }

  /** Changes the size of the largest message that the topic takes. */
  void permit(int bytes) {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    var entry = new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(bytes));
    var change = new AlterConfigOp(entry, AlterConfigOp.OpType.SET);
    administer(admin -> admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all());
  }

  /** Deletes it with all that is on it. */
  void delete() {
    administer(admin -> admin.deleteTopics(List.of(name)).all());
  }

  private void administer(Function<Admin, KafkaFuture<Void>> change) {
    try (Admin admin =
        Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
      change.apply(admin).toCompletionStage().toCompletableFuture().join();
    }
  }

  /** A recorder that begins to connect. */
  KafkaUsageRecorder recorder(Limits limits) {
    return recorder(limits, Map.of());
  }

  /**
   * A recorder that begins to connect.
   *
   * @param client the operator's settings of the producer
   */
  KafkaUsageRecorder recorder(Limits limits, Map<String, String> client) {
    var sources = new Sources(Clock.systemUTC(), System::nanoTime, new SecureRandom());
    var recorder =
        new KafkaUsageRecorder(
            Events.ORIGIN,
            limits,
            sources,
            () -> EventTopic.open(name, broker.bootstrapServers(), client));
    recorder.start();
    return recorder;
  }

  /** Everything on the topic, each partition in order. */
  List<Recorded> read() {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(name).stream()
              .map(p -> new TopicPartition(name, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      var all = new ArrayList<Recorded>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < end(ends, p))) {
        consumer.poll(Duration.ofMillis(200)).forEach(r -> all.add(recorded(r)));
      }
      return all;
    }
  }

  /** What is on the topic for one tenant, in order. */
  List<Recorded> read(String tenant) {
    return read().stream().filter(r -> r.key().equals(tenant)).toList();
  }

  private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
    return Objects.requireNonNull(ends.get(partition));
  }

  private static Recorded recorded(ConsumerRecord<byte[], byte[]> message) {
    return new Recorded(
        new String(message.key(), StandardCharsets.UTF_8),
        new String(message.value(), StandardCharsets.UTF_8),
        HexFormat.of().formatHex(message.headers().lastHeader("bailiwick-salt").value()),
        Contract.parse(message.value()));
  }
}
