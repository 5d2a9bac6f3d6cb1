package eu.bailiwick.routing.usage;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** What operators see of the recorder. */
@Startup
@Singleton
final class UsageMetrics {

  @Inject
  UsageMetrics(MeterRegistry registry, UsageStatus status) {
    Gauge.builder("bailiwick.usage.waiting", status, UsageStatus::waiting)
        .description("Usage events that the broker has not acknowledged")
        .register(registry);
    Gauge.builder("bailiwick.usage.accepting", status, s -> s.accepts() ? 1 : 0)
        .description("1 while new requests can be recorded")
        .register(registry);
    count(registry, status, "acknowledged", UsageStatus::acknowledged, "acknowledged events");
    count(registry, status, "refused", UsageStatus::refused, "events refused at once");
    count(registry, status, "epochs.given.up", UsageStatus::givenUp, "epochs given up");
    count(registry, status, "lost", UsageStatus::lost, "ends of attempts never recorded");
  }

  private static void count(
      MeterRegistry registry,
      UsageStatus status,
      String name,
      ToDoubleFunction<UsageStatus> value,
      String description) {
    FunctionCounter.builder("bailiwick.usage." + name, status, value)
        .description("Since the start: " + description)
        .register(registry);
  }
}
