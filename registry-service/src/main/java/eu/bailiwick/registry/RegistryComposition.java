package eu.bailiwick.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import eu.bailiwick.registry.catalogue.ForesightSettings;
import eu.bailiwick.registry.document.DocumentParser;
import eu.bailiwick.registry.document.DocumentSettings;
import eu.bailiwick.registry.json.CatalogueJson;
import eu.bailiwick.registry.proposal.ProposalSettings;
import eu.bailiwick.registry.snapshot.SigningKeys;
import eu.bailiwick.registry.snapshot.SnapshotSettings;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Makes what needs settings or the outside world, and refuses to serve with unusable settings. */
@Singleton
final class RegistryComposition {

  private static final Duration SHORTEST_VALIDITY = Duration.ofSeconds(2);
  private static final int LARGEST_DOCUMENT = 16 << 20;

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  ObjectMapper objectMapper() {
    return CatalogueJson.mapper();
  }

  @Produces
  @Singleton
  SigningKeys signingKeys(SnapshotSettings settings) {
    return SigningKeys.load(
        settings.signingKeyFile(), settings.publishedKeyFiles().orElse(List.of()));
  }

  @Produces
  @Singleton
  DocumentParser documentParser(DocumentSettings settings) {
    return new DocumentParser(settings.maxSize().asBigInteger().intValueExact());
  }

  void check(
      @Observes StartupEvent event,
      SigningKeys keys,
      SnapshotSettings snapshots,
      DocumentSettings documents) {
    if (snapshots.validity().compareTo(SHORTEST_VALIDITY) < 0) {
      throw new IllegalStateException(
          "bailiwick.snapshot.validity is "
              + snapshots.validity()
              + ": at least "
              + SHORTEST_VALIDITY
              + " is needed");
    }
    long size = documents.maxSize().asLongValue();
    if (size < 1 || size > LARGEST_DOCUMENT) {
      throw new IllegalStateException(
          "bailiwick.document.max-size is " + size + ": from 1 byte to 16M is needed");
    }
  }

  void checkDecisions(
      @Observes StartupEvent event, ForesightSettings foresight, ProposalSettings proposals) {
    positive("bailiwick.plan.horizon", foresight.horizon());
    positive("bailiwick.proposal.validity", proposals.validity());
  }

  private static void positive(String property, Duration duration) {
    if (!duration.isPositive()) {
      throw new IllegalStateException(
          property + " is " + duration + ": more than nothing is needed");
    }
  }
}
