package eu.bailiwick.routing.limits;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What operators see of the limits. Whom a limit binds is not among it: that is the audit's. */
final class LimitsMetrics {

  private record Name(Level level, Measure measure) {}

  private final MeterRegistry registry;
  private final Map<Name, Counter> refused = new ConcurrentHashMap<>();

  LimitsMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A limit had no room for a request. */
  void refused(Slot slot) {
    refused.computeIfAbsent(new Name(slot.level(), slot.measure()), this::counter).increment();
  }

  private Counter counter(Name name) {
    return Counter.builder("bailiwick.limits.refused")
        .description("Requests for which a limit had no room")
        .tag("level", name.level().word())
        .tag("limit", name.measure().word())
        .register(registry);
  }

  void watch(MemoryBuckets buckets) {
    Gauge.builder("bailiwick.limits.buckets", buckets, MemoryBuckets::size)
        .description("Buckets that this router keeps in memory")
        .register(registry);
  }

  void watch(SharedCounting counting) {
    Gauge.builder("bailiwick.limits.shared", counting, c -> c.answers() ? 1 : 0)
        .description("1 while the shared store answers; 0 while this router counts alone")
        .register(registry);
    FunctionCounter.builder("bailiwick.limits.alone", counting, SharedCounting::decidedAlone)
        .description("Requests that were counted without the shared store")
        .register(registry);
  }
}
