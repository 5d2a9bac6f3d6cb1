package eu.bailiwick.registry.cell;

import eu.bailiwick.registry.document.DocumentParser;
import eu.bailiwick.registry.document.Format;
import eu.bailiwick.registry.document.Reading;
import eu.bailiwick.registry.http.CellClaim;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.http.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where routers say what they serve. */
@Path("/v1/cells/{cell}/routers/{router}")
@Tag(name = "cells")
@RunOnVirtualThread
public class CellRoutersResource {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,126}");

  private final Routers routers;
  private final DocumentParser parser;
  private final CellClaim claim;

  CellRoutersResource(Routers routers, DocumentParser parser, CellClaim claim) {
    this.routers = routers;
    this.parser = parser;
    this.claim = claim;
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.ROUTER)
  @Operation(
      operationId = "reportRouter",
      summary = "A router says what it serves",
      description =
          "Sent when it serves a new snapshot or takes a revocation in, and every few seconds. What"
              + " it says it stopped, and when, stands in the statement of the revocation.")
  @RequestBody(content = @Content(schema = @Schema(implementation = RouterReport.class)))
  public RouterView report(
      @PathParam("cell") String cell, @PathParam("router") String router, InputStream body) {
    claim.check(cell);
    if (!ID.matcher(router).matches()) {
      throw new RefusedException(
          ErrorCode.INVALID_PARAMETER,
          "router: up to 127 letters, digits and . _ - are needed, first a letter or digit");
    }
    return routers.report(
        cell, router, Reading.body(RouterReport.class, parser.parse(body, Format.JSON)));
  }

  @DELETE
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      operationId = "removeRouter",
      summary = "Takes a router that is gone off the list",
      description = "It stays in the statements of what was revoked before.")
  @APIResponse(responseCode = "204", description = "It is off the list")
  public void remove(@PathParam("cell") String cell, @PathParam("router") String router) {
    routers.remove(cell, router);
  }
}
