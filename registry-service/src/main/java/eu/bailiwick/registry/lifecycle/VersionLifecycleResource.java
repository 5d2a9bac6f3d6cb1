package eu.bailiwick.registry.lifecycle;

import eu.bailiwick.registry.catalogue.Actor;
import eu.bailiwick.registry.catalogue.CatalogueState;
import eu.bailiwick.registry.catalogue.CatalogueStore;
import eu.bailiwick.registry.catalogue.Provenance;
import eu.bailiwick.registry.catalogue.Reason;
import eu.bailiwick.registry.catalogue.Stored;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.http.Precondition;
import eu.bailiwick.registry.http.Roles;
import eu.bailiwick.registry.idempotency.Idempotent;
import eu.bailiwick.sovereignty.catalogue.Lifecycle;
import eu.bailiwick.sovereignty.catalogue.Lifecycle.State;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** How far versions have come. */
@Path("/v1/versions")
@Tag(name = "lifecycle", description = "How far versions have come, step by step")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class VersionLifecycleResource {

  private static final String ID = "/{id: [^/:]+}";

  private final VersionLifecycle lifecycle;
  private final CatalogueStore store;
  private final Actor actor;

  VersionLifecycleResource(VersionLifecycle lifecycle, CatalogueStore store, Actor actor) {
    this.lifecycle = lifecycle;
    this.store = store;
    this.actor = actor;
  }

  @GET
  @Path(ID + "/lifecycle")
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(
      operationId = "getLifecycle",
      summary = "Where a version is; DRAFT until somebody submits it")
  public RestResponse<Lifecycle> get(
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
    CatalogueState state = store.current();
    Lifecycle current = VersionLifecycle.current(state, id);
    String etag = state.find(Kind.LIFECYCLES, id).map(Stored::etag).orElseGet(() -> Stored.etag(0));
    RestResponse.ResponseBuilder<Lifecycle> response =
        new Precondition(null, ifNoneMatch).hasAlready(etag)
            ? RestResponse.ResponseBuilder.notModified()
            : RestResponse.ResponseBuilder.ok(current);
    return response.header(HttpHeaders.ETAG, etag).build();
  }

  @POST
  @Idempotent
  @Path(ID + ":submit")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  @Operation(operationId = "submitVersion", summary = "Asks for a version's approval")
  @RequestBody(content = @Content(schema = @Schema(implementation = Reason.class)))
  public RestResponse<Lifecycle> submit(@PathParam("id") String id, InputStream body) {
    return step(id, body, is -> with(is, State.IN_REVIEW, actor.name(), null));
  }

  @POST
  @Idempotent
  @Path(ID + ":approve")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.APPROVER)
  @Operation(
      operationId = "approveVersion",
      summary = "Approves a version in review",
      description =
          "By another person than the one who submitted it. Where it may serve which data is for"
              + " approvals of its own to say.")
  @RequestBody(content = @Content(schema = @Schema(implementation = Reason.class)))
  public RestResponse<Lifecycle> approve(@PathParam("id") String id, InputStream body) {
    return step(
        id,
        body,
        is -> {
          actor.mustNotBe(is.submittedBy(), "submitted");
          return with(is, State.APPROVED, is.submittedBy(), actor.name());
        });
  }

  @POST
  @Idempotent
  @Path(ID + ":reject")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.APPROVER)
  @Operation(operationId = "rejectVersion", summary = "Sends a version in review back to draft")
  @RequestBody(content = @Content(schema = @Schema(implementation = Reason.class)))
  public RestResponse<Lifecycle> reject(@PathParam("id") String id, InputStream body) {
    return step(id, body, is -> with(is, State.DRAFT, null, null));
  }

  @POST
  @Idempotent
  @Path(ID + ":deprecate")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      operationId = "deprecateVersion",
      summary = "Says that a version is to be replaced; it still serves")
  @RequestBody(content = @Content(schema = @Schema(implementation = Deprecation.class)))
  public RestResponse<Lifecycle> deprecate(@PathParam("id") String id, InputStream body) {
    Deprecation deprecation = actor.says(Deprecation.class, body);
    return answer(
        lifecycle.step(
            id,
            actor.because(deprecation.reason()),
            is ->
                new Lifecycle(
                    id,
                    State.DEPRECATED,
                    is.submittedBy(),
                    is.approvedBy(),
                    deprecation.successor(),
                    deprecation.removal())));
  }

  @POST
  @Idempotent
  @Path(ID + ":retire")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  @Operation(operationId = "retireVersion", summary = "Ends a deprecated version's service")
  @RequestBody(content = @Content(schema = @Schema(implementation = Reason.class)))
  public RestResponse<Lifecycle> retire(@PathParam("id") String id, InputStream body) {
    return step(id, body, is -> with(is, State.RETIRED, is.submittedBy(), is.approvedBy()));
  }

  private RestResponse<Lifecycle> step(
      String id, InputStream body, UnaryOperator<Lifecycle> change) {
    Provenance why = actor.because(body);
    return answer(lifecycle.step(id, why, change));
  }

  private static RestResponse<Lifecycle> answer(Stored<Lifecycle> stored) {
    return RestResponse.ResponseBuilder.ok(stored.value())
        .header(HttpHeaders.ETAG, stored.etag())
        .build();
  }

  private static Lifecycle with(
      Lifecycle is, State state, @Nullable String submittedBy, @Nullable String approvedBy) {
    return new Lifecycle(
        is.version(), state, submittedBy, approvedBy, is.successor(), is.removal());
  }
}
