package eu.bailiwick.metering.checkpoint;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What operators see of checkpoints. */
@Singleton
final class CheckpointMeters {

  private final MeterRegistry registry;
  private final SealState state;
  private final Clock clock;

  CheckpointMeters(MeterRegistry registry, SealState state, Clock clock) {
    this.registry = registry;
    this.state = state;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    gauge("signing", "1 if this instance is the one that signs", () -> one(state.isSequencing()));
    gauge(
        "refused",
        "1 if nothing is signed because it would contradict what was signed",
        () -> one(state.refusal() != null));
    gauge(
        "behind",
        "1 if a witness saw more entries of the cell's log than there are",
        () -> one(state.isBehindAWitness()));
    gauge("size", "Entries of the cell's log in the last checkpoint signed here", state::size);
    gauge(
        "witnesses.failing",
        "Witnesses that did not cosign when they were last asked",
        () -> state.witnessProblems().size());
    seconds("age", "Time since the last checkpoint was signed here; NaN if none was", this::age);
    seconds(
        "silence",
        "Time since all that grew was last known to be signed; NaN if not this instance signs",
        state::silence);
  }

  private void seconds(String name, String description, Supplier<@Nullable Duration> value) {
    Gauge.builder("bailiwick.checkpoint." + name, () -> seconds(value.get()))
        .description(description)
        .baseUnit("seconds")
        .register(registry);
  }

  private void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder("bailiwick.checkpoint." + name, value)
        .description(description)
        .register(registry);
  }

  private static int one(boolean yes) {
    return yes ? 1 : 0;
  }

  private @Nullable Duration age() {
    Instant signed = state.signed();
    return signed == null ? null : Duration.between(signed, clock.instant());
  }

  private static double seconds(@Nullable Duration duration) {
    return duration == null ? Double.NaN : duration.toMillis() / 1000.0;
  }
}
