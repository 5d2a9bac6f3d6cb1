package eu.bailiwick.metering.checkpoint;

import eu.bailiwick.metering.ledger.LogId;
import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.query.Parameters;
import eu.bailiwick.metering.query.Roles;
import eu.bailiwick.metering.query.Unrecorded;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * The trees of the other logs, for those who may ask about them: hashes only. A tenant's officer
 * sees the own one.
 */
@Path("/v1/logs")
@RunOnVirtualThread
@RolesAllowed({Roles.OFFICER, Roles.AUDITOR, Roles.TENANT_OFFICER})
@Unrecorded
final class LogTilesResource {

  private static final String FOR_GOOD = "private, max-age=31536000, immutable";

  private final Checkpoints checkpoints;
  private final ServedTiles tiles;

  LogTilesResource(Checkpoints checkpoints, ServedTiles tiles) {
    this.checkpoints = checkpoints;
    this.tiles = tiles;
  }

  @GET
  @Path("/system/checkpoint")
  @Operation(hidden = true)
  public AnchoredCheckpoint system() {
    return anchored(LogId.SYSTEM);
  }

  @GET
  @Path("/system/tile/{path:.+}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(hidden = true)
  public Response systemTile(@PathParam("path") String path) {
    return tile(LogId.SYSTEM, path);
  }

  @GET
  @Path("/tenant/{tenant}/checkpoint")
  @Operation(hidden = true)
  public AnchoredCheckpoint tenant(@PathParam("tenant") String tenant) {
    return anchored(log(tenant));
  }

  @GET
  @Path("/tenant/{tenant}/tile/{path:.+}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(hidden = true)
  public Response tenantTile(@PathParam("tenant") String tenant, @PathParam("path") String path) {
    return tile(log(tenant), path);
  }

  private static LogId log(String tenant) {
    if (!Parameters.isText(tenant)) {
      throw new ProblemException(ErrorCode.NOT_FOUND, "There is no such tenant.");
    }
    return LogId.tenant(tenant);
  }

  private AnchoredCheckpoint anchored(LogId log) {
    Anchor anchor = anchor(log);
    return AnchoredCheckpoint.of(anchor, checkpoints.opening(anchor));
  }

  private Anchor anchor(LogId log) {
    return checkpoints
        .published()
        .flatMap(cell -> checkpoints.newest(log, cell))
        .orElseThrow(
            () ->
                new ProblemException(
                    ErrorCode.NOT_FOUND, "There is no checkpoint of " + log + "."));
  }

  private Response tile(LogId log, String path) {
    return Response.ok(tiles.hashes(log, path, anchor(log).size()))
        .header("Cache-Control", FOR_GOOD)
        .build();
  }
}
