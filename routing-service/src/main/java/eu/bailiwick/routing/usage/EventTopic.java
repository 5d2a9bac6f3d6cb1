package eu.bailiwick.routing.usage;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The usage topic, behind one idempotent producer that retries the same bytes for as long as it
 * lives. No method but {@link #open} and {@link #close} takes long: with {@code max.block.ms} 0 the
 * producer refuses at once what it would otherwise block for.
 */
final class EventTopic {

  private static final Logger LOG = Logger.getLogger(EventTopic.class);
  private static final String SALT = "bailiwick-salt";
  private static final String TRACEPARENT = "traceparent";

  /** What {@link Recording} lets leave together, and a little. */
  private static final int LARGE_BATCH = 320 * 1024;

  /** Far below what a topic has to take for one event. */
  private static final int SMALL_BATCH = 32 * 1024;

  private static final int DESCRIBED_WITHIN_MS = 2_000;

  /** Hears what becomes of one event; called once, on the producer's thread. */
  interface Delivery {

    /**
     * @param failure null if the broker has the event; else the producer will not try again
     */
    void settled(@Nullable Exception failure);
  }

  private final String name;
  private final KafkaProducer<byte[], byte[]> producer;

  private EventTopic(String name, KafkaProducer<byte[], byte[]> producer) {
    this.name = name;
    this.producer = producer;
  }

  /**
   * Starts a producer; may take long, for names are looked up and the broker is asked how much the
   * topic takes at once.
   *
   * @param client settings of the operator for the connection, such as those of TLS
   * @throws KafkaException if no server's name can be found, no broker answers, there is no such
   *     topic, or a setting is wrong
   */
  static EventTopic open(String name, String bootstrapServers, Map<String, String> client) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    int batch = largestBatch(name, settings);
    settings.putAll(protocol());
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, batch);
    return new EventTopic(
        name, new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /** Settings that the producer protocol stands on; an operator cannot change them. */
  static Map<String, Object> protocol() {
    return Map.ofEntries(
        Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
        Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
        Map.entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5),
        Map.entry(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE),
        Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE),
        Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000),
        Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0L),
        Map.entry(ProducerConfig.LINGER_MS_CONFIG, 0L),
        // As large as the topic takes, see largestBatch.
        Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, SMALL_BATCH),
        Map.entry(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 20L),
        Map.entry(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 500L),
        Map.entry(ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, 20L),
        Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L),
        // Often enough that a broker which is away shows while nothing is recorded.
        Map.entry(ProducerConfig.METADATA_MAX_AGE_CONFIG, 5_000L),
        // Never forgotten: to learn it anew would delay the event after a long pause.
        Map.entry(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(365).toMillis()),
        Map.entry(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false));
  }

  /**
   * How large a batch may be. One that the topic does not take would be split into the same again,
   * for ever.
   *
   * @throws KafkaException if the broker does not tell
   */
  private static int largestBatch(String name, Map<String, Object> connection) {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, DESCRIBED_WITHIN_MS);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, DESCRIBED_WITHIN_MS);
    settings.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
    Admin admin = Admin.create(settings);
    try {
      Config config =
          Objects.requireNonNull(admin.describeConfigs(List.of(topic)).values().get(topic)).get();
      ConfigEntry taken = config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
      return batch(taken == null ? null : taken.value());
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case AuthorizationException _, UnsupportedVersionException _ -> batch(null);
        case KafkaException cause -> throw cause;
        case null, default -> throw new KafkaException(e);
      };
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  /**
   * How large a batch may be.
   *
   * @param taken bytes that the topic takes at once, as the broker tells them; null if it does not
   */
  static int batch(@Nullable String taken) {
    if (taken == null || !taken.matches("[0-9]{1,9}")) {
      LOG.infof("the broker does not tell how much the usage topic takes at once; it gets little");
      return SMALL_BATCH;
    }
    return Math.min(LARGE_BATCH, Integer.parseInt(taken));
  }

  /** Whether the broker has told the topic's partitions. */
  boolean known() {
    try {
      return !producer.partitionsFor(name).isEmpty();
    } catch (TimeoutException e) {
      return false;
    }
  }

  /** Whether a connection to a broker stands. */
  boolean connected() {
    return producer.metrics().entrySet().stream()
        .filter(m -> m.getKey().name().equals("connection-count"))
        .anyMatch(m -> m.getValue().metricValue() instanceof Double count && count > 0);
  }

  /**
   * Hands an event to the producer.
   *
   * @return false if the producer cannot take it now; then nothing happened
   * @throws KafkaException if this producer will never take it
   */
  boolean offer(Numbered event, Delivery delivery) {
    var handover = new Handover(delivery, Thread.currentThread());
    var _ = producer.send(message(event), handover);
    handover.returned = true;
    return switch (handover.refusal) {
      case null -> true;
      case TimeoutException _ -> false;
      case KafkaException e -> throw e;
      case Exception e -> throw new KafkaException(e);
    };
  }

  private ProducerRecord<byte[], byte[]> message(Numbered event) {
    Stamp stamp = event.stamp();
    return new ProducerRecord<>(
        name,
        null,
        stamp.time().toEpochMilli(),
        stamp.tenant().getBytes(StandardCharsets.UTF_8),
        event.value(),
        headers(event));
  }

  /** The span stands beside the event, not in it: what is recorded is the same, traced or not. */
  private static List<Header> headers(Numbered event) {
    Header salt = new RecordHeader(SALT, event.salt());
    String traceparent = event.content().traceparent();
    return traceparent == null
        ? List.of(salt)
        : List.of(
            salt, new RecordHeader(TRACEPARENT, traceparent.getBytes(StandardCharsets.US_ASCII)));
  }

  /** Ends the producer; what it has not delivered by then has failed. */
  void close() {
    producer.close(Duration.ZERO);
  }

  /** Tells the producer's refusal on the spot from what it reports later. */
  private static final class Handover implements Callback {

    private final Delivery delivery;
    private final Thread caller;
    // Both are touched by the caller's thread only.
    private boolean returned;
    private @Nullable Exception refusal;

    Handover(Delivery delivery, Thread caller) {
      this.delivery = delivery;
      this.caller = caller;
    }

    @Override
    public void onCompletion(RecordMetadata metadata, @Nullable Exception failure) {
      if (Thread.currentThread() == caller && !returned) {
        refusal = failure;
      } else {
        delivery.settled(failure);
      }
    }
  }
}
