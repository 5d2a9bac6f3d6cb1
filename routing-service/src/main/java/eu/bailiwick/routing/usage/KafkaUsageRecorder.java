package eu.bailiwick.routing.usage;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Records usage events on a Kafka topic. A caller's event is numbered, written and handed to the
 * producer on the caller's own thread, or on another caller's that is just there; returned stages
 * complete on the producer's thread or on the recorder's own, which must not be held up.
 */
final class KafkaUsageRecorder implements UsageRecorder, UsageStatus {

  private static final Logger LOG = Logger.getLogger(KafkaUsageRecorder.class);
  private static final Duration TICK = Duration.ofMillis(50);

  private final Mailbox mailbox = new Mailbox();
  private final Limits limits;
  private final Recording recording;
  private final Connector connector;
  private final ScheduledExecutorService ticker;
  // Both are touched by the ticker only.
  private Phase.@Nullable Connecting served;
  private @Nullable EventTopic topic;

  /**
   * @param opener starts a producer; may block
   */
  KafkaUsageRecorder(Origin origin, Limits limits, Sources sources, Supplier<EventTopic> opener) {
    this.limits = limits;
    var writer =
        new EventWriter(new EventEncoder(origin), sources, limits.heartbeatInterval().toMillis());
    this.recording = new Recording(writer, limits, sources, mailbox);
    this.connector = new Connector(opener, sources.ticks());
    this.ticker =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("usage-ticker").daemon().factory());
  }

  /** Begins to connect; returns at once. */
  void start() {
    var _ = ticker.scheduleWithFixedDelay(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Closes the epoch and waits, for a bounded time, until the broker has everything. */
  void stop() {
    mailbox.execute(recording::end);
    try {
      recording.ended().get(limits.stopTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.warnf("%d usage events are not acknowledged at the end", waiting());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    mailbox.execute(recording::abandon);
    if (!ticker.isShutdown()) {
      ticker.execute(this::closeProducers);
    }
    ticker.close();
  }

  private void tick() {
    try {
      advance(recording.phase());
    } catch (RuntimeException e) {
      LOG.error("a step of the usage recorder failed", e);
    }
    mailbox.execute(recording::tick);
  }

  /** Does for the phase what takes long. */
  private void advance(Phase phase) {
    switch (phase) {
      case Phase.Connecting connecting when connecting.equals(served) -> {}
      case Phase.Connecting connecting when recording.pauses(connecting) -> {}
      case Phase.Connecting connecting ->
          connector.connect().ifPresent(found -> connected(connecting, found));
      case Phase.GivingUp(EventTopic failed) -> {
        failed.close();
        mailbox.execute(recording::producerClosed);
      }
      case Phase.Running _, Phase.Ending _, Phase.Ended _ -> {}
    }
  }

  private void connected(Phase.Connecting connecting, EventTopic found) {
    served = connecting;
    topic = found;
    mailbox.execute(() -> recording.connected(found));
  }

  private void closeProducers() {
    connector.close();
    if (topic != null) {
      topic.close();
    }
  }

  @Override
  public CompletionStage<Receipt> denied(Denied event) {
    return request(event.request().tenant(), new Content.Refusal(event), true);
  }

  @Override
  public CompletionStage<Receipt> opened(Opened event) {
    return request(event.request().tenant(), new Content.Beginning(event), true);
  }

  @Override
  public CompletionStage<Receipt> observed(Opened event) {
    return request(event.request().tenant(), new Content.Beginning(event), false);
  }

  @Override
  public CompletionStage<Receipt> observed(Denied event) {
    return request(event.request().tenant(), new Content.Refusal(event), false);
  }

  private CompletionStage<Receipt> request(String tenant, Content content, boolean waits) {
    var acknowledgement = new CompletableFuture<Receipt>();
    if (recording.accepts()) {
      mailbox.execute(() -> recording.request(tenant, content, waits, acknowledgement));
    } else {
      recording.refuse(acknowledgement, Recording.NOT_NOW);
    }
    return acknowledgement;
  }

  @Override
  public void closed(Closed event) {
    mailbox.execute(() -> recording.close(event.request().tenant(), new Content.End(event, null)));
  }

  @Override
  public boolean accepts() {
    return recording.accepts();
  }

  @Override
  public UUID epoch() {
    return recording.epoch();
  }

  @Override
  public boolean connected() {
    return switch (recording.phase()) {
      case Phase.Running(EventTopic current) -> current.connected();
      case Phase.Ending(EventTopic current) -> current.connected();
      case Phase.Connecting _, Phase.GivingUp _, Phase.Ended _ -> false;
    };
  }

  @Override
  public int waiting() {
    return recording.waiting();
  }

  @Override
  public long acknowledged() {
    return recording.figures().acknowledged().sum();
  }

  @Override
  public long refused() {
    return recording.figures().refused().sum();
  }

  @Override
  public long givenUp() {
    return recording.figures().givenUp().sum();
  }

  @Override
  public long lost() {
    return recording.figures().lost().sum();
  }
}
