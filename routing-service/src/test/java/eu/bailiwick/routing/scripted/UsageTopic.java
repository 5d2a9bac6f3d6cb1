package eu.bailiwick.routing.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads the usage events of a real broker, from the first one on. */
public final class UsageTopic implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<Recorded> events = new ArrayList<>();

  /** An event with the span beside it, which is null if there is none. */
  private record Recorded(JsonNode event, @Nullable String traceparent) {}

  /**
   * @param topic has one partition
   */
  public UsageTopic(String bootstrapServers, String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "fetch.max.wait.ms", 50),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Every denied, opened and closed event of a request that came so far, in order. */
  public List<JsonNode> of(String request) {
    read();
    return known(request).map(Recorded::event).toList();
  }

  /** Every refusal with a code that came so far, in order. */
  public List<JsonNode> denied(String code) {
    read();
    return events.stream()
        .map(Recorded::event)
        .filter(event -> event.path("type").asText().equals("denied"))
        .filter(event -> event.path("code").asText().equals(code))
        .toList();
  }

  private void read() {
    for (ConsumerRecord<byte[], byte[]> event : consumer.poll(Duration.ofMillis(50))) {
      Header header = event.headers().lastHeader("traceparent");
      events.add(
          new Recorded(
              parse(event.value()),
              header == null ? null : new String(header.value(), StandardCharsets.US_ASCII)));
    }
  }

  /** The spans beside those events that {@link #of} gave. */
  public List<@Nullable String> traceparents(String request) {
    List<@Nullable String> all = new ArrayList<>();
    known(request).forEach(e -> all.add(e.traceparent()));
    return all;
  }

  private Stream<Recorded> known(String request) {
    return events.stream().filter(e -> e.event().path("request").asText().equals(request));
  }

  private static JsonNode parse(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
