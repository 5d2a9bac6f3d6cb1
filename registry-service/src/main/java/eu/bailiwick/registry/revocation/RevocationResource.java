package eu.bailiwick.registry.revocation;

import eu.bailiwick.registry.catalogue.AnyResource;
import eu.bailiwick.registry.catalogue.ListQuery;
import eu.bailiwick.registry.catalogue.Page;
import eu.bailiwick.registry.catalogue.PageQuery;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.http.Roles;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What was revoked, and what came of it. */
@Path("/v1/revocations")
@Tag(name = "revocations", description = "What is out of use for good, and since when where")
@RunOnVirtualThread
public class RevocationResource {

  static final String REVOKING =
      "One transaction and one revision. Routers mask it out when the signed message reaches them,"
          + " and say when they did. Nothing brings it back. Whoever revokes again is told of the"
          + " first time.";

  private static final String JOSE = "application/jose";
  private static final String STATEMENT =
      "Per cell and router: when it stopped by its own clock, and when the registry learned of it."
          + " stoppedEverywhereAt stands once all have. With Accept: application/jose the same,"
          + " signed (EdDSA, typ bailiwick-revocation-statement+jws).";

  private final AnyResource any;
  private final Statements statements;

  RevocationResource(AnyResource any, Statements statements) {
    this.any = any;
    this.statements = statements;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER, Roles.METERING})
  @Operation(
      operationId = "listRevocations",
      summary = "All revocations, in order of id, page by page")
  public RestResponse<Page<Revocation>> list(
      @BeanParam PageQuery query,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch,
      @Context UriInfo uri) {
    return any.lists().page(Kind.REVOCATIONS, query, ListQuery.of(uri), ifNoneMatch);
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER, Roles.METERING})
  @Operation(
      operationId = "getRevocation",
      summary = "What a revocation came to",
      description = STATEMENT)
  public Statement get(@PathParam("id") String id) {
    return statements.statement(id).orElseThrow(() -> unknown(id));
  }

  @GET
  @Path("/{id}")
  @Produces(JOSE)
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER, Roles.METERING})
  @Operation(
      operationId = "getRevocation",
      summary = "What a revocation came to, signed",
      description = STATEMENT)
  @APIResponse(
      responseCode = "200",
      description = "The compact JWS",
      content = @Content(mediaType = JOSE, schema = @Schema(implementation = String.class)))
  public String signed(@PathParam("id") String id) {
    return statements.signed(id).orElseThrow(() -> unknown(id));
  }

  private static RefusedException unknown(String id) {
    return new RefusedException(ErrorCode.NOT_FOUND, "no revocation \"" + id + "\"");
  }
}
