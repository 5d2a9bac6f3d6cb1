package eu.bailiwick.routing.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import eu.bailiwick.routing.catalogue.CurrentCatalogue;
import eu.bailiwick.routing.catalogue.RouterIdentity;
import eu.bailiwick.routing.catalogue.Serving;
import eu.bailiwick.routing.usage.UsageStatus;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Says what this router is and what it serves, to anybody. */
@Singleton
@Path("/bailiwick/v1/status")
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
@Tag(name = "Status")
public final class StatusResource {

  private final RouterIdentity router;
  private final CurrentCatalogue catalogue;
  private final UsageStatus usage;
  private final Clock clock;

  @Inject
  StatusResource(
      RouterIdentity router, CurrentCatalogue catalogue, UsageStatus usage, Clock clock) {
    this.router = router;
    this.catalogue = catalogue;
    this.usage = usage;
    this.clock = clock;
  }

  /**
   * What the router serves; the members of the snapshot are left out while there is none.
   *
   * @param cell id of its cell
   * @param router its id
   * @param site id of the site at which it stands
   * @param revision of the catalogue
   * @param snapshot digest of the snapshot
   * @param issuedAt when the snapshot was signed
   * @param validUntil first instant at which nothing is served by it any more
   * @param epoch of the usage events that are recorded now
   * @param accepting whether a lawful request would be served now
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Status(
      String cell,
      String router,
      String site,
      @Nullable Long revision,
      @Nullable String snapshot,
      @Nullable Instant issuedAt,
      @Nullable Instant validUntil,
      UUID epoch,
      boolean accepting) {}

  @GET
  @Operation(summary = "What this router is and what it serves")
  public Status status() {
    Optional<Serving> serving = catalogue.serving();
    var snapshot = serving.map(Serving::snapshot);
    boolean valid = snapshot.isPresent() && snapshot.get().isValidAt(clock.instant());
    return new Status(
        router.cell(),
        router.id(),
        router.site(),
        snapshot.map(s -> s.revision()).orElse(null),
        serving.map(Serving::digest).orElse(null),
        snapshot.map(s -> s.issuedAt()).orElse(null),
        snapshot.map(s -> s.validUntil()).orElse(null),
        usage.epoch(),
        valid && usage.accepts());
  }
}
