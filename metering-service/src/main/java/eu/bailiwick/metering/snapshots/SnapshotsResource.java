package eu.bailiwick.metering.snapshots;

import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Parameters;
import eu.bailiwick.metering.query.Roles;
import eu.bailiwick.metering.snapshots.SnapshotQueries.Found;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/** The snapshots by which was decided. */
@Path("/v1/snapshots")
@RunOnVirtualThread
@RolesAllowed({Roles.OFFICER, Roles.AUDITOR})
final class SnapshotsResource {

  private static final String JOSE = "application/jose";

  private final SnapshotQueries queries;

  SnapshotsResource(SnapshotQueries queries) {
    this.queries = queries;
  }

  @GET
  @Operation(
      operationId = "snapshots",
      summary = "Archived snapshots, newest first",
      description =
          "Every snapshot by which the cell's routers decide, as far as this service has seen it;"
              + " see /v1/snapshots/missing for the others. Kept by digest, whatever became of"
              + " the registry.")
  public SnapshotPage snapshots(@Context UriInfo uri) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    Condition condition = new Condition();
    parameters.number("revision").ifPresent(revision -> condition.and("s.revision = ?", revision));
    parameters.period("s.issued_at", condition);
    parameters.number("after").ifPresent(number -> condition.and("s.number < ?", number));
    int limit = parameters.limit();
    parameters.finish();
    List<Found> found = queries.archived(condition, limit + 1);
    List<Found> shown = found.stream().limit(limit).toList();
    return new SnapshotPage(
        shown.stream().map(Found::snapshot).toList(),
        found.size() > limit ? Long.toString(shown.getLast().number()) : null);
  }

  @GET
  @Path("/missing")
  @Operation(
      operationId = "missingSnapshots",
      summary = "Snapshots that events name and that are not in the archive",
      description =
          "The registry is asked for each a bounded number of times. What it does not have, or"
              + " what nobody trusted has signed, stays here.")
  public MissingPage missing(@Context UriInfo uri) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    Condition condition = new Condition();
    Set<String> after =
        parameters.texts("after", Parameters::isText, "the value of next is needed");
    if (after.size() > 1) {
      parameters.violate("after", "may be given once");
    }
    after.forEach(digest -> condition.and("n.digest > ?", digest));
    int limit = parameters.limit();
    parameters.finish();
    List<MissingSnapshot> found = queries.missing(condition, limit + 1);
    List<MissingSnapshot> shown = found.stream().limit(limit).toList();
    return new MissingPage(shown, found.size() > limit ? shown.getLast().digest() : null);
  }

  @GET
  @Path("/{digest}")
  @Produces(JOSE)
  @Operation(
      operationId = "snapshot",
      summary = "One snapshot, as the registry signed it",
      description =
          "A compact JWS (EdDSA, typ bailiwick-snapshot+jws), byte for byte as it came. The digest"
              + " is the SHA-256 of its payload, and is what usage events name.")
  @APIResponse(
      responseCode = "200",
      description = "The compact JWS",
      content = @Content(mediaType = JOSE, schema = @Schema(implementation = String.class)))
  public RestResponse<byte[]> snapshot(@PathParam("digest") String digest, @Context UriInfo uri) {
    new Parameters(uri.getQueryParameters()).finish();
    byte[] jws =
        Optional.of(digest)
            .filter(Parameters::isText)
            .flatMap(queries::jws)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ErrorCode.NOT_FOUND, "No snapshot with this digest is archived."))
            .content();
    return RestResponse.ResponseBuilder.ok(jws, JOSE)
        .header(HttpHeaders.ETAG, "\"" + digest + "\"")
        .header(HttpHeaders.CACHE_CONTROL, "private, max-age=31536000, immutable")
        .build();
  }
}
