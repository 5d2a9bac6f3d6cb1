package eu.bailiwick.registry.snapshot;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Serves the keys that verify snapshots; does not block. */
@Path("/v1/snapshot-keys")
@Tag(name = "snapshots")
public class SnapshotKeysResource {

  private final SigningKeys keys;

  SnapshotKeysResource(SigningKeys keys) {
    this.keys = keys;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @PermitAll
  @Operation(
      operationId = "getSnapshotKeys",
      summary = "The public keys that verify snapshots, as a JWK set; open to all")
  @APIResponse(responseCode = "200", description = "A JWK set (RFC 7517)")
  public String keys() {
    return keys.publicKeySet();
  }
}
