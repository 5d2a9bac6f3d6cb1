package eu.bailiwick.metering.cell;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Puts records on the usage topic and waits until the broker has them. */
public final class RouterVoice implements AutoCloseable {

  private static final RandomGenerator RANDOM = RandomGenerator.getDefault();

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;

  /** Speaks on one topic of one broker. */
  public RouterVoice(String bootstrapServers, String topic) {
    this.topic = topic;
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** As a router would. */
  public RecordMetadata send(ObjectNode event) {
    String tenant = event.get("tenant").textValue();
    return send(tenant, Contract.bytes(event), salt());
  }

  /** Whatever it is. */
  public RecordMetadata send(
      @Nullable String key, byte @Nullable [] value, byte @Nullable [] salt) {
    List<Header> headers =
        salt == null ? List.of() : List.of(new RecordHeader("bailiwick-salt", salt));
    byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    try {
      return producer.send(new ProducerRecord<>(topic, null, keyBytes, value, headers)).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  public static byte[] salt() {
    byte[] salt = new byte[32];
    RANDOM.nextBytes(salt);
    return salt;
  }

  @Override
  public void close() {
    producer.close();
  }
}
