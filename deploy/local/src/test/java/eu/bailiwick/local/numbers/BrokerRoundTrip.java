package eu.bailiwick.local.numbers;

import eu.bailiwick.parts.KafkaBroker;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Waits until the broker has one record, again and again: what a request waits for at least, if its
 * event is to be in the ledger before it is sent.
 */
final class BrokerRoundTrip {

  private static final String TOPIC = "round-trips";
  private static final int WARM_UP = 2_000;

  /** Bytes, as an event has them. */
  private static final int SIZE = 1_300;

  private BrokerRoundTrip() {}

  /**
   * Sends records, each after the one before was acknowledged.
   *
   * @param pause before each
   * @param onOneProcessor whether who sends has one processor, as the router has
   */
  static Times measure(KafkaBroker broker, int count, Duration pause, boolean onOneProcessor)
      throws Exception {
    broker.createTopic(TOPIC, 1);
    Times times = new Times("broker, " + pause.toMillis() + " ms between records");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      ProducerRecord<byte[], byte[]> event = new ProducerRecord<>(TOPIC, new byte[SIZE]);
      for (int i = 0; i < WARM_UP; i++) {
        producer.send(event).get();
      }
      if (onOneProcessor) {
        Machine.threadsToOneProcessor("kafka-producer-");
      }
      for (int i = 0; i < count; i++) {
        Thread.sleep(pause);
        times.time(() -> producer.send(event).get());
      }
    }
    return times;
  }
}
