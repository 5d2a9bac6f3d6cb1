package eu.bailiwick.routing.catalogue;

import eu.bailiwick.routing.catalogue.SnapshotRefusedException.Cause;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What operators see of the catalogue. */
@Singleton
final class CatalogueMetrics {

  private final Map<Cause, Counter> snapshots;
  private final Map<Cause, Counter> revocations;
  private final Counter unsaved;

  @Inject
  CatalogueMetrics(
      MeterRegistry registry, CurrentCatalogue catalogue, StreamState stream, Clock clock) {
    this.snapshots =
        byReason(registry, "bailiwick.snapshots.refused", "Snapshots that were not taken");
    this.revocations =
        byReason(registry, "bailiwick.revocations.refused", "Revocations that were not taken");
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

  private static Map<Cause, Counter> byReason(
      MeterRegistry registry, String name, String description) {
    Map<Cause, Counter> counters = new EnumMap<>(Cause.class);
    for (Cause reason : Cause.values()) {
      counters.put(
          reason,
          Counter.builder(name)
              .description(description)
              .tag("reason", reason.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    return counters;
  }

  void refusedRevocation(Cause reason) {
    Objects.requireNonNull(revocations.get(reason)).increment();
  }

  void refused(Cause reason) {
    Objects.requireNonNull(snapshots.get(reason)).increment();
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
