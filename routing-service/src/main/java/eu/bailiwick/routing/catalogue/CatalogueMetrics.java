package eu.bailiwick.routing.catalogue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

/** What operators see of the catalogue. */
@Singleton
final class CatalogueMetrics {

  private final MeterRegistry registry;
  private final Counter unsaved;

  @Inject
  CatalogueMetrics(
      MeterRegistry registry, CurrentCatalogue catalogue, StreamState stream, Clock clock) {
    this.registry = registry;
    Gauge.builder("bailiwick.catalogue.revision", () -> revision(catalogue))
        .description("Revision of the catalogue that is served; NaN if none is")
        .register(registry);
    Gauge.builder("bailiwick.catalogue.age", () -> age(catalogue, clock))
        .description("Time since the served snapshot was issued; NaN if none is served")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("bailiwick.revocations.masked", () -> masked(catalogue))
        .description("Revocations that count and that the served snapshot does not hold yet")
        .register(registry);
    this.unsaved =
        Counter.builder("bailiwick.snapshots.unsaved")
            .description("Snapshots and revocations that could not be kept on disk")
            .register(registry);
    Gauge.builder("bailiwick.registry.watching", () -> stream.isAlive() ? 1 : 0)
        .description("Whether the registry's stream of changes is followed")
        .register(registry);
  }

  void refusedRevocation(SnapshotRefusedException.Cause reason) {
    registry
        .counter("bailiwick.revocations.refused", "reason", reason.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  void refused(SnapshotRefusedException.Cause reason) {
    registry
        .counter("bailiwick.snapshots.refused", "reason", reason.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  /** Something could not be kept on disk. */
  void unsaved() {
    unsaved.increment();
  }

  private static double masked(CurrentCatalogue catalogue) {
    return catalogue.serving().map(s -> (double) s.masked().size()).orElse(0.0);
  }

  private static double revision(CurrentCatalogue catalogue) {
    return catalogue.serving().map(s -> (double) s.snapshot().revision()).orElse(Double.NaN);
  }

  private static double age(CurrentCatalogue catalogue, Clock clock) {
    return catalogue
        .serving()
        .map(s -> Duration.between(s.snapshot().issuedAt(), clock.instant()).toMillis() / 1000.0)
        .orElse(Double.NaN);
  }
}
