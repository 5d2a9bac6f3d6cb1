package eu.bailiwick.routing.usage;

import eu.bailiwick.routing.usage.Phase.Connecting;
import eu.bailiwick.routing.usage.Phase.Ended;
import eu.bailiwick.routing.usage.Phase.Ending;
import eu.bailiwick.routing.usage.Phase.GivingUp;
import eu.bailiwick.routing.usage.Phase.Running;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The producer protocol: gives out numbers, keeps what waits, and moves from phase to phase. Its
 * methods run in one mailbox, but for those that only tell something.
 */
final class Recording {

  private static final Logger LOG = Logger.getLogger(Recording.class);

  /** Events that are kept to leave together: about what the largest of batches holds. */
  private static final int MOST_HELD = 256;

  /** Events of which the first leaves, so that the others follow when the broker has it. */
  private static final int LEADING = 160;

  /** Why an event is refused while the broker is behind. */
  static final String NOT_NOW = "usage events are not accepted now";

  private final EventWriter writer;
  private final Limits limits;
  private final Sources sources;
  private final Executor mailbox;
  private final Figures figures = new Figures();
  private final Waiting waiting = new Waiting();
  private final Unnumbered unnumbered = new Unnumbered();
  private final Pauses pauses = new Pauses();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private boolean urgent;
  private long lastHeartbeat;
  private long runningSince;
  private volatile Epoch epoch;
  private volatile Phase phase;

  Recording(EventWriter writer, Limits limits, Sources sources, Executor mailbox) {
    this.writer = writer;
    this.limits = limits;
    this.sources = sources;
    this.mailbox = mailbox;
    this.epoch = Epoch.first(sources.random());
    this.phase = new Connecting(now());
  }

  /** Where it stands; for any thread. */
  Phase phase() {
    return phase;
  }

  /** Id of the epoch; for any thread. */
  UUID epoch() {
    return epoch.id();
  }

  /** Events that wait; for any thread. */
  int waiting() {
    return waiting.size() + unnumbered.size();
  }

  /** Counts; for any thread. */
  Figures figures() {
    return figures;
  }

  /** Whether a new request can be recorded now; for any thread. */
  boolean accepts() {
    return phase instanceof Running
        && waiting.size() < limits.maxWaiting()
        && !waiting.longerThan(limits.ackTimeout().toNanos(), now());
  }

  /** Whether its producer is not to be started yet; for any thread. */
  boolean pauses(Connecting connecting) {
    return now() - connecting.notBefore() < 0;
  }

  /** Completes when every number is delivered after {@link #end}; for any thread. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  /** Tells a caller that its event gets no number; for any thread. */
  void refuse(CompletableFuture<Receipt> acknowledgement, String cause) {
    figures.refused().increment();
    acknowledgement.completeExceptionally(new AuditUnavailableException(cause, false));
  }

  /**
   * Records a refusal or the beginning of an attempt, or refuses to.
   *
   * @param waits whether somebody waits for the acknowledgement
   */
  void request(
      String tenant, Content content, boolean waits, CompletableFuture<Receipt> acknowledgement) {
    if (!accepts()) {
      refuse(acknowledgement, NOT_NOW);
      return;
    }
    try {
      number(epoch.tenant(tenant), content, waits, acknowledgement);
    } catch (RuntimeException e) {
      LOG.errorf(e, "an event of tenant %s could not be written", tenant);
      refuse(acknowledgement, "the event could not be written");
    }
  }

  /** Records the end of an attempt, now or when there is a producer again. */
  void close(String tenant, Content.End end) {
    switch (phase) {
      case Running _ -> number(tenant, end);
      case Connecting _, GivingUp _ -> unnumbered.add(tenant, end);
      case Ending _, Ended _ -> lost(1);
    }
  }

  /** A producer is there: announces every tenant of the epoch before, and records what waited. */
  void connected(EventTopic topic) {
    if (!(phase instanceof Connecting)) {
      return;
    }
    phase = new Running(topic);
    runningSince = now();
    lastHeartbeat = runningSince;
    epoch.tenants().forEach(this::announce);
    unnumbered.drain(this::number);
  }

  /** Tells callers whose time is up, offers what waits again, and beats. */
  void tick() {
    waiting.expire(limits.ackTimeout().toNanos(), now());
    lead();
    if (accepts() && now() - lastHeartbeat >= limits.heartbeatInterval().toNanos()) {
      lastHeartbeat = now();
      epoch.tenants().stream().filter(TenantNumbers::heartbeatDue).forEach(this::beat);
    }
  }

  /** The producer of an epoch that is given up is closed: the next epoch begins. */
  void producerClosed() {
    if (!(phase instanceof GivingUp)) {
      return;
    }
    var again = new Unnumbered();
    for (Numbered event : waiting.takeAll()) {
      switch (event.content()) {
        case Content.End end -> again.add(event.stamp().tenant(), end.again(event.place()));
        case Content.Beginning _, Content.Refusal _ ->
            event.fail("the epoch was given up before the broker acknowledged the event");
        case Content.Announced _, Content.Heartbeat _, Content.Ended _ -> {}
      }
    }
    unnumbered.addFirst(again);
    epoch = epoch.successor(sources.random());
    phase = new Connecting(now() + pauses.after(now() - runningSince));
  }

  /** Gives out every tenant's last number. */
  void end() {
    if (phase instanceof Running) {
      epoch
          .tenants()
          .forEach(tenant -> number(tenant, new Content.Ended(), true, new CompletableFuture<>()));
    }
    switch (phase) {
      case Running(EventTopic topic) -> phase = new Ending(topic);
      case Connecting _, GivingUp _ -> abandon();
      case Ending _, Ended _ -> {}
    }
    completeEnding();
  }

  /** Stops waiting for the broker. */
  void abandon() {
    if (phase instanceof Ended) {
      return;
    }
    var remaining = waiting.takeAll();
    remaining.forEach(event -> event.fail("the router stops"));
    lost(
        unnumbered.size()
            + (int) remaining.stream().filter(e -> e.content() instanceof Content.End).count());
    phase = new Ended();
    ended.complete(null);
  }

  private void number(String tenant, Content.End end) {
    try {
      number(epoch.tenant(tenant), end, false, new CompletableFuture<>());
    } catch (RuntimeException e) {
      LOG.errorf(e, "the end of an attempt of tenant %s could not be written", tenant);
      lost(1);
    }
  }

  private void number(
      TenantNumbers tenant,
      Content content,
      boolean waits,
      CompletableFuture<Receipt> acknowledgement) {
    if (tenant.next() == 0) {
      announce(tenant);
    }
    writer
        .next(epoch, tenant, content, acknowledgement)
        .ifPresentOrElse(
            event -> sendNumbered(event, waits),
            () -> refuse(acknowledgement, "the event is too large"));
  }

  private void sendNumbered(Numbered event, boolean waits) {
    if (!waits) {
      event.tell();
    }
    send(event, waits);
  }

  private void announce(TenantNumbers tenant) {
    send(writer.announcement(epoch, tenant), true);
  }

  private void beat(TenantNumbers tenant) {
    send(writer.heartbeat(epoch, tenant), true);
  }

  /**
   * What somebody waits for leaves at once if nothing is on its way to the broker; else it leaves
   * when the broker answers, with all that came meanwhile. What nobody waits for leaves with the
   * next event, or soon. Sending events one by one is what costs.
   */
  private void send(Numbered event, boolean waits) {
    waiting.add(event);
    urgent |= waits;
    if ((urgent && waiting.offered() == 0) || waiting.held() >= MOST_HELD) {
      handOver(Integer.MAX_VALUE);
    } else if (waiting.held() >= LEADING) {
      lead();
    }
  }

  /**
   * Brings what is held on its way: the first at once, if nothing is before it, and the others when
   * the broker answers. They are handed over on the producer's own thread then. From any other they
   * would leave in many small batches, because the producer sends as soon as it has one.
   */
  private void lead() {
    if (waiting.offered() == 0) {
      handOver(1);
    }
    urgent = waiting.offered() > 0;
  }

  private void handOver(int most) {
    urgent = false;
    switch (phase) {
      case Running(EventTopic topic) -> waiting.handOver(most, event -> taken(topic, event));
      case Ending(EventTopic topic) -> waiting.handOver(most, event -> taken(topic, event));
      case Connecting _, GivingUp _, Ended _ -> {}
    }
  }

  private boolean taken(EventTopic topic, Numbered event) {
    try {
      return topic.offer(event, failure -> mailbox.execute(() -> settled(topic, event, failure)));
    } catch (RuntimeException e) {
      failed(topic, e);
      return false;
    }
  }

  private void settled(EventTopic topic, Numbered event, @Nullable Exception failure) {
    if (failure == null) {
      acknowledged(event);
    } else {
      failed(topic, failure);
    }
  }

  private void acknowledged(Numbered event) {
    if (phase instanceof Ended) {
      return;
    }
    figures.acknowledged().increment();
    waiting.acknowledged(event);
    if (urgent) {
      handOver(Integer.MAX_VALUE);
    }
    if (!(event.content() instanceof Content.Heartbeat)) {
      epoch.tenant(event.stamp().tenant()).acknowledge(event.stamp().sequence());
    }
    completeEnding();
  }

  private void failed(EventTopic topic, Exception cause) {
    switch (phase) {
      case Running(EventTopic current) when current == topic -> giveUp(topic, cause);
      case Ending(EventTopic current) when current == topic -> giveUp(topic, cause);
      case Running _, Ending _, Connecting _, GivingUp _, Ended _ -> {}
    }
  }

  private void giveUp(EventTopic topic, Exception cause) {
    LOG.errorf(cause, "epoch %s is given up: the broker refuses an event for good", epoch.id());
    figures.givenUp().increment();
    if (phase instanceof Ending) {
      abandon();
    } else {
      phase = new GivingUp(topic);
    }
  }

  private void completeEnding() {
    if (phase instanceof Ending && waiting.size() == 0) {
      phase = new Ended();
      ended.complete(null);
    }
  }

  private void lost(int ends) {
    if (ends > 0) {
      figures.lost().add(ends);
      LOG.errorf("the ends of %d attempts may never be recorded", ends);
    }
  }

  private long now() {
    return sources.ticks().getAsLong();
  }
}
