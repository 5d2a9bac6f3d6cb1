package eu.bailiwick.registry.snapshot;

import eu.bailiwick.registry.http.CellClaim;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.http.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
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

/** Serves every snapshot that was ever issued. */
@Path("/v1/snapshots/{digest}")
@Tag(name = "snapshots")
@RunOnVirtualThread
public class SnapshotResource {

  static final String JOSE = "application/jose";

  private final SnapshotIssuer issuer;
  private final CellClaim claim;

  SnapshotResource(SnapshotIssuer issuer, CellClaim claim) {
    this.issuer = issuer;
    this.claim = claim;
  }

  @GET
  @Produces(JOSE)
  @RolesAllowed({Roles.ROUTER, Roles.METERING, Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(
      operationId = "getSnapshot",
      summary = "A snapshot that was issued once, by its digest")
  @APIResponse(
      responseCode = "200",
      description = "The compact JWS",
      content = @Content(mediaType = JOSE, schema = @Schema(implementation = String.class)))
  public RestResponse<byte[]> byDigest(@PathParam("digest") String digest) {
    issuer.cell(digest).ifPresent(claim::check);
    return jose(issuer, digest, "private, max-age=31536000, immutable");
  }

  static RestResponse<byte[]> jose(SnapshotIssuer issuer, String digest, String caching) {
    byte[] jws =
        issuer
            .jws(digest)
            .orElseThrow(
                () -> new RefusedException(ErrorCode.NOT_FOUND, "no snapshot has this digest"));
    return RestResponse.ResponseBuilder.ok(jws, JOSE)
        .header(HttpHeaders.ETAG, "\"" + digest + "\"")
        .header(HttpHeaders.CACHE_CONTROL, caching)
        .build();
  }
}
