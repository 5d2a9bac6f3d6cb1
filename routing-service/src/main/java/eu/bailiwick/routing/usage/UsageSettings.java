package eu.bailiwick.routing.usage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;

/** Where usage events go, and how long they may take. */
@ConfigMapping(prefix = "bailiwick.usage")
interface UsageSettings {

  /** {@code host:port} of brokers, comma separated. */
  String bootstrapServers();

  /** The topic; it must exist. */
  @WithDefault("bailiwick.usage.v1")
  String topic();

  /** How long a request waits for the acknowledgement of its event. */
  @WithDefault("PT2S")
  Duration ackTimeout();

  /** Time within which a heartbeat follows an event. */
  @WithDefault("PT5S")
  Duration heartbeatInterval();

  /** Unacknowledged events at which no new request is accepted. */
  @WithDefault("10000")
  int maxWaiting();

  /** How long an orderly stop waits for the broker. */
  @WithDefault("PT5S")
  Duration stopTimeout();

  /** Settings of Kafka's producer for the connection, such as those of TLS and SASL. */
  Map<String, String> kafka();

  /**
   * The bounds.
   *
   * @throws IllegalStateException if a setting cannot work; names the property
   */
  default Limits limits() {
    positive("ack-timeout", ackTimeout());
    positive("heartbeat-interval", heartbeatInterval());
    positive("stop-timeout", stopTimeout());
    if (maxWaiting() < 1) {
      throw new IllegalStateException(
          "bailiwick.usage.max-waiting is " + maxWaiting() + ": at least 1 is needed");
    }
    return new Limits(ackTimeout(), heartbeatInterval(), maxWaiting(), stopTimeout());
  }

  /**
   * The operator's settings for the connection.
   *
   * @throws IllegalStateException if one would change the producer protocol; names the property
   */
  default Map<String, String> connection() {
    var fixed = new TreeSet<>(kafka().keySet());
    fixed.retainAll(EventTopic.protocol().keySet());
    if (!fixed.isEmpty()) {
      throw new IllegalStateException(
          "bailiwick.usage.kafka." + fixed.first() + " cannot be set: the audit depends on it");
    }
    return kafka();
  }

  private static void positive(String property, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalStateException(
          "bailiwick.usage." + property + " is " + value + ": more than zero is needed");
    }
  }
}
