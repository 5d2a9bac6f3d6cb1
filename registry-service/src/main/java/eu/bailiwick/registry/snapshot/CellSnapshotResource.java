package eu.bailiwick.registry.snapshot;

import eu.bailiwick.registry.http.CellClaim;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.Precondition;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.http.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Serves each cell the snapshot by which it decides now. */
@Path("/v1/cells/{cell}/snapshot")
@Tag(name = "snapshots", description = "What a cell may know, signed")
@RunOnVirtualThread
public class CellSnapshotResource {

  private final SnapshotIssuer issuer;
  private final CellClaim claim;

  CellSnapshotResource(SnapshotIssuer issuer, CellClaim claim) {
    this.issuer = issuer;
    this.claim = claim;
  }

  @GET
  @Produces(SnapshotResource.JOSE)
  @RolesAllowed({Roles.ROUTER, Roles.METERING, Roles.OPERATOR})
  @Operation(
      operationId = "getCellSnapshot",
      summary = "The snapshot by which a cell decides now",
      description =
          "A compact JWS (EdDSA, typ bailiwick-snapshot+jws). The ETag is the SHA-256 of the"
              + " payload. A new one is issued when the catalogue has changed or half of the"
              + " validity has passed.")
  @APIResponse(
      responseCode = "200",
      description = "The compact JWS",
      content =
          @Content(
              mediaType = SnapshotResource.JOSE,
              schema = @Schema(implementation = String.class)))
  @APIResponse(responseCode = "304", description = "The router has it already")
  public RestResponse<byte[]> current(
      @PathParam("cell") String cell,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
    claim.check(cell);
    IssuedSnapshot snapshot =
        issuer
            .current(cell)
            .orElseThrow(
                () ->
                    new RefusedException(ErrorCode.NOT_FOUND, "there is no cell \"" + cell + "\""));
    if (new Precondition(null, ifNoneMatch).hasAlready(snapshot.etag())) {
      return RestResponse.ResponseBuilder.<byte[]>notModified()
          .header(HttpHeaders.ETAG, snapshot.etag())
          .build();
    }
    return SnapshotResource.jose(issuer, snapshot.digest(), "private, no-cache");
  }
}
