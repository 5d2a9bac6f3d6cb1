package eu.bailiwick.registry.lifecycle;

import eu.bailiwick.registry.catalogue.Actor;
import eu.bailiwick.registry.http.Precondition;
import eu.bailiwick.registry.http.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What is seen of endpoints; written by site agents, apart from what is registered. */
@Path("/v1/endpoints/{id: [^/:]+}/status")
@Tag(name = "lifecycle")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class EndpointStatusResource {

  private final EndpointStatuses statuses;
  private final Actor actor;

  EndpointStatusResource(EndpointStatuses statuses, Actor actor) {
    this.statuses = statuses;
    this.actor = actor;
  }

  @GET
  @RolesAllowed({Roles.AGENT, Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(
      operationId = "getEndpointStatus",
      summary = "What a site's agent saw of an endpoint last, and where it differs")
  public RestResponse<ObservedStatus> get(
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
    EndpointStatuses.Seen seen = statuses.find(id);
    RestResponse.ResponseBuilder<ObservedStatus> response =
        new Precondition(null, ifNoneMatch).hasAlready(seen.etag())
            ? RestResponse.ResponseBuilder.notModified()
            : RestResponse.ResponseBuilder.ok(seen.status());
    return response.header(HttpHeaders.ETAG, seen.etag()).build();
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.AGENT)
  @Operation(
      operationId = "putEndpointStatus",
      summary = "Reports what a site's agent sees of an endpoint",
      description = "Makes no revision of the catalogue, and no decision depends on it.")
  @RequestBody(content = @Content(schema = @Schema(implementation = EndpointStatus.class)))
  public RestResponse<ObservedStatus> put(
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH)
          @Parameter(description = "ETag of the last report; required if there is one")
          @Nullable String ifMatch,
      InputStream body) {
    EndpointStatuses.Seen seen =
        statuses.report(
            id,
            actor.says(EndpointStatus.class, body),
            new Precondition(ifMatch, null),
            actor.name());
    return RestResponse.ResponseBuilder.ok(seen.status())
        .header(HttpHeaders.ETAG, seen.etag())
        .build();
  }
}
