package eu.bailiwick.registry.lifecycle;

import eu.bailiwick.registry.catalogue.Actor;
import eu.bailiwick.registry.catalogue.CatalogueEditor;
import eu.bailiwick.registry.catalogue.Provenance;
import eu.bailiwick.registry.catalogue.Reason;
import eu.bailiwick.registry.catalogue.Stored;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.document.Upsert;
import eu.bailiwick.registry.http.Roles;
import eu.bailiwick.registry.idempotency.Idempotent;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Endpoints in and out of use, as their operator wants it. */
@Path("/v1/endpoints")
@Tag(name = "lifecycle")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class EndpointStateResource {

  private final CatalogueEditor editor;
  private final Actor actor;

  EndpointStateResource(CatalogueEditor editor, Actor actor) {
    this.editor = editor;
    this.actor = actor;
  }

  @POST
  @Idempotent
  @Path("/{id: [^/:]+}:enable")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  @Operation(operationId = "enableEndpoint", summary = "Lets an endpoint take requests")
  @RequestBody(content = @Content(schema = @Schema(implementation = Reason.class)))
  public RestResponse<Endpoint> enable(@PathParam("id") String id, InputStream body) {
    return set(id, body, Endpoint.State.ENABLED);
  }

  @POST
  @Idempotent
  @Path("/{id: [^/:]+}:drain")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      operationId = "drainEndpoint",
      summary = "Lets an endpoint finish what it has and take nothing new")
  @RequestBody(content = @Content(schema = @Schema(implementation = Reason.class)))
  public RestResponse<Endpoint> drain(@PathParam("id") String id, InputStream body) {
    return set(id, body, Endpoint.State.DRAINING);
  }

  @POST
  @Idempotent
  @Path("/{id: [^/:]+}:disable")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      operationId = "disableEndpoint",
      summary = "Takes an endpoint out of use until it is enabled again")
  @RequestBody(content = @Content(schema = @Schema(implementation = Reason.class)))
  public RestResponse<Endpoint> disable(@PathParam("id") String id, InputStream body) {
    return set(id, body, Endpoint.State.DISABLED);
  }

  private RestResponse<Endpoint> set(String id, InputStream body, Endpoint.State state) {
    Provenance why = actor.because(body);
    Stored<Endpoint> stored =
        editor
            .step(
                why,
                before -> {
                  Endpoint is =
                      before
                          .find(Kind.ENDPOINTS, id)
                          .map(Stored::value)
                          .orElseThrow(() -> EndpointStatuses.notFound(id));
                  return List.of(new Upsert<>(Kind.ENDPOINTS, is.withState(state), ""));
                })
            .find(Kind.ENDPOINTS, id)
            .orElseThrow();
    return RestResponse.ResponseBuilder.ok(stored.value())
        .header(HttpHeaders.ETAG, stored.etag())
        .build();
  }
}
