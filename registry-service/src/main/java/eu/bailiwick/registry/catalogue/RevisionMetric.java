package eu.bailiwick.registry.catalogue;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Shows the catalogue's revision in the metrics, from the start. */
@Singleton
final class RevisionMetric {

  private final CatalogueStore store;
  private final MeterRegistry meters;

  RevisionMetric(CatalogueStore store, MeterRegistry meters) {
    this.store = store;
    this.meters = meters;
  }

  void start(@Observes StartupEvent event) {
    store.current();
    Gauge.builder("bailiwick.catalogue.revision", store, CatalogueStore::seenRevision)
        .description("The newest revision of the catalogue that this process has seen")
        .register(meters);
  }
}
