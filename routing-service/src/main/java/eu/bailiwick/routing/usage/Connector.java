package eu.bailiwick.routing.usage;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts producers until one knows the topic. Blocks: for one thread that may wait. */
final class Connector {

  private static final Logger LOG = Logger.getLogger(Connector.class);
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private final Supplier<EventTopic> opener;
  private final LongSupplier ticks;
  private @Nullable EventTopic opening;
  private long notBefore;

  /**
   * @param opener starts a producer; throws {@link KafkaException} if that cannot be
   * @param ticks nanoseconds that never go back
   */
  Connector(Supplier<EventTopic> opener, LongSupplier ticks) {
    this.opener = opener;
    this.ticks = ticks;
    this.notBefore = ticks.getAsLong();
  }

  /** A topic that takes events; empty if there is none yet: ask again. */
  Optional<EventTopic> connect() {
    if (ticks.getAsLong() - notBefore < 0) {
      return Optional.empty();
    }
    try {
      return known();
    } catch (TimeoutException | UnknownTopicOrPartitionException e) {
      LOG.warnf("the usage topic cannot be reached yet: %s", e.getMessage());
      notBefore = ticks.getAsLong() + PAUSE;
      return Optional.empty();
    } catch (KafkaException e) {
      LOG.error("the usage topic cannot be reached; it is tried again", e);
      notBefore = ticks.getAsLong() + PAUSE;
      return Optional.empty();
    }
  }

  private Optional<EventTopic> known() {
    EventTopic topic = opening == null ? opener.get() : opening;
    opening = topic;
    if (!topic.known()) {
      return Optional.empty();
    }
    opening = null;
    return Optional.of(topic);
  }

  /** Closes the producer that is not ready yet, if there is one. */
  void close() {
    if (opening != null) {
      opening.close();
      opening = null;
    }
  }
}
