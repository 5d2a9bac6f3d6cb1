package eu.bailiwick.routing.catalogue;

import eu.bailiwick.sovereignty.catalogue.Snapshot;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready only with a snapshot in validity. */
@Readiness
@Singleton
final class CatalogueReadiness implements HealthCheck {

  private final CurrentCatalogue catalogue;
  private final RegistrySettings registry;
  private final StreamState stream;
  private final Clock clock;

  @Inject
  CatalogueReadiness(
      CurrentCatalogue catalogue, RegistrySettings registry, StreamState stream, Clock clock) {
    this.catalogue = catalogue;
    this.registry = registry;
    this.stream = stream;
    this.clock = clock;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("catalogue").withData("registry", registry());
    Optional<Serving> serving = catalogue.serving();
    Source source = catalogue.source();
    if (serving.isEmpty() || source == null) {
      return response.down().withData("cause", "no snapshot yet").build();
    }
    Snapshot snapshot = serving.get().snapshot();
    Instant now = clock.instant();
    return response
        .status(snapshot.isValidAt(now))
        .withData("revision", snapshot.revision())
        .withData("ageSeconds", Duration.between(snapshot.issuedAt(), now).toSeconds())
        .withData("validUntil", snapshot.validUntil().toString())
        .withData("source", source.word())
        .withData("masked", serving.get().masked().size())
        .build();
  }

  private String registry() {
    if (registry.url().isEmpty()) {
      return "none";
    }
    return stream.isAlive() ? "watched" : "polled";
  }
}
