package eu.bailiwick.metering.replay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** What operators see of the check. */
@Singleton
final class ConsistencyMeters {

  private final MeterRegistry registry;

  ConsistencyMeters(MeterRegistry registry, ConsistencyState state) {
    this.registry = registry;
    gauge("checking", "1 if this instance recomputes decisions", () -> state.isChecking() ? 1 : 0);
    gauge(
        "mismatches",
        "Decisions that were recomputed with another answer",
        () -> state.totals().mismatches());
    gauge(
        "uncomputable", "Decisions that cannot be recomputed", () -> state.totals().uncomputable());
    gauge(
        "behind",
        "Entries of tenants' logs that were not gone through yet",
        () -> state.totals().behind());
    found(state.totals(), state.totals());
  }

  /** Counts what this instance found. */
  void found(ConsistencyStore.Totals before, ConsistencyStore.Totals now) {
    count("mismatch", Math.max(0, now.mismatches() - before.mismatches()));
    count("uncomputable", Math.max(0, now.uncomputable() - before.uncomputable()));
  }

  private void count(String result, long decisions) {
    Counter.builder("bailiwick.consistency.found")
        .description("Decisions that this instance found to differ or not to be computable")
        .tag("result", result)
        .register(registry)
        .increment((double) decisions);
  }

  private void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder("bailiwick.consistency." + name, value)
        .description(description)
        .register(registry);
  }
}
