package eu.bailiwick.registry.changes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;

/** All streams of this process: they share one feed and end with the process. */
@Singleton
final class Watching {

  private final ChangesSettings settings;
  private final Clock clock;
  private final MeterRegistry meters;
  private final ChangeFeed feed;

  Watching(StoredChanges source, ChangesSettings settings, Clock clock, MeterRegistry meters) {
    settings.check();
    this.settings = settings;
    this.clock = clock;
    this.meters = meters;
    this.feed = new ChangeFeed(source, settings.pollInterval());
  }

  void start(@Observes StartupEvent event) {
    Gauge.builder("bailiwick.changes.watchers", feed, ChangeFeed::watchers)
        .description("Streams of changes that are open")
        .register(meters);
  }

  /** Before the service waits for requests to end: these would not. */
  void leave(@Observes ShutdownDelayInitiatedEvent event) {
    feed.close();
  }

  void stop(@Observes ShutdownEvent event) {
    feed.close();
  }

  void watch(long since, View view, Instant until, Watcher watcher) throws InterruptedException {
    Watch.Ending ending = new Watch(feed, settings, clock, view, until).run(since, watcher);
    meters
        .counter("bailiwick.changes.ended", "reason", ending.name().toLowerCase(Locale.ROOT))
        .increment();
  }
}
