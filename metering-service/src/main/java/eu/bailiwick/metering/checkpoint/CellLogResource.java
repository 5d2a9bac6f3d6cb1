package eu.bailiwick.metering.checkpoint;

import eu.bailiwick.metering.ledger.Ledger;
import eu.bailiwick.metering.ledger.LogId;
import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * The cell's log for everyone, as c2sp.org/tlog-tiles defines it. Its leaves are salted, so they
 * tell how much was recorded and when, and nothing of whom.
 */
@Path("/ledger")
@RunOnVirtualThread
@PermitAll
final class CellLogResource {

  private static final String CACHE = "Cache-Control";
  private static final String FOR_GOOD = "public, max-age=31536000, immutable";

  private final Checkpoints checkpoints;
  private final ServedTiles tiles;
  private final CheckpointStore store;
  private final Ledger ledger;

  CellLogResource(
      Checkpoints checkpoints, ServedTiles tiles, CheckpointStore store, Ledger ledger) {
    this.checkpoints = checkpoints;
    this.tiles = tiles;
    this.store = store;
    this.ledger = ledger;
  }

  @GET
  @Path("/checkpoint")
  @Produces("text/plain;charset=utf-8")
  @Operation(hidden = true)
  public Response checkpoint() {
    return Response.ok(published().note().toString()).header(CACHE, "public, max-age=1").build();
  }

  private SignedTree published() {
    return checkpoints
        .published()
        .orElseThrow(
            () -> new ProblemException(ErrorCode.NOT_FOUND, "Nothing is signed here yet."));
  }

  @GET
  @Path("/tile/{path:.+}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(hidden = true)
  public Response tile(@PathParam("path") String path) {
    return Response.ok(tiles.any(LogId.CELL, path, published().tree().size()))
        .header(CACHE, FOR_GOOD)
        .build();
  }

  @GET
  @Path("/keys")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(hidden = true)
  public PublishedKeys keys() {
    return PublishedKeys.of(store.keys(), ledger);
  }
}
