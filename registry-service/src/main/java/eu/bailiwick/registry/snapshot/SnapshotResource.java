package eu.bailiwick.registry.snapshot;

import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.Precondition;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.http.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Serves snapshots and the keys that verify them. */
@Path("/v1")
@Tag(name = "snapshots", description = "What a cell may know, signed")
@RunOnVirtualThread
public class SnapshotResource {

  private static final String JOSE = "application/jose";

  private final SnapshotIssuer issuer;
  private final SigningKey key;

  SnapshotResource(SnapshotIssuer issuer, SigningKey key) {
    this.issuer = issuer;
    this.key = key;
  }

  @GET
  @Path("/cells/{cell}/snapshot")
  @Produces(JOSE)
  @RolesAllowed({Roles.ROUTER, Roles.OPERATOR})
  @Operation(
      operationId = "getSnapshot",
      summary = "The snapshot by which a cell decides now",
      description =
          "A compact JWS (EdDSA, typ bailiwick-snapshot+jws). The ETag is the SHA-256 of the"
              + " payload. A new one is issued when the catalogue has changed or half of the"
              + " validity has passed.")
  @APIResponse(responseCode = "200", description = "The compact JWS")
  @APIResponse(responseCode = "304", description = "The router has it already")
  public RestResponse<String> current(
      @PathParam("cell") String cell,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
    IssuedSnapshot snapshot =
        issuer.current(cell).orElseThrow(notFound("there is no cell \"" + cell + "\""));
    if (new Precondition(null, ifNoneMatch).hasAlready(snapshot.etag())) {
      return RestResponse.ResponseBuilder.<String>notModified()
          .header(HttpHeaders.ETAG, snapshot.etag())
          .build();
    }
    return jose(snapshot.digest(), "private, no-cache");
  }

  @GET
  @Path("/snapshots/{digest}")
  @Produces(JOSE)
  @RolesAllowed({Roles.ROUTER, Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(
      operationId = "getSnapshotByDigest",
      summary = "A snapshot that was issued once, by its digest")
  @APIResponse(responseCode = "200", description = "The compact JWS")
  public RestResponse<String> byDigest(@PathParam("digest") String digest) {
    return jose(digest, "private, max-age=31536000, immutable");
  }

  @GET
  @Path("/snapshot-keys")
  @Produces(MediaType.APPLICATION_JSON)
  @PermitAll
  @Operation(
      operationId = "getSnapshotKeys",
      summary = "The public keys that verify snapshots, as a JWK set")
  @APIResponse(responseCode = "200", description = "A JWK set (RFC 7517)")
  public String keys() {
    return key.publicKeySet();
  }

  private RestResponse<String> jose(String digest, String caching) {
    String jws = issuer.jws(digest).orElseThrow(notFound("no snapshot has this digest"));
    return RestResponse.ResponseBuilder.ok(jws, JOSE)
        .header(HttpHeaders.ETAG, "\"" + digest + "\"")
        .header(HttpHeaders.CACHE_CONTROL, caching)
        .build();
  }

  private static Supplier<RefusedException> notFound(String detail) {
    return () -> new RefusedException(ErrorCode.NOT_FOUND, detail);
  }
}
