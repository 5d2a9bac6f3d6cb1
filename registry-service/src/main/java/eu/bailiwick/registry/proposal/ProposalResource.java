package eu.bailiwick.registry.proposal;

import eu.bailiwick.registry.catalogue.Actor;
import eu.bailiwick.registry.catalogue.Reason;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.QueryNumber;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.http.Roles;
import eu.bailiwick.registry.idempotency.Idempotent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.Arrays;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Changes that wait for a second person. */
@Path("/v1/proposals")
@Tag(name = "proposals", description = "Changes that wait for a second person")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ProposalResource {

  private final Proposals proposals;
  private final Decisions decisions;
  private final Actor actor;

  ProposalResource(Proposals proposals, Decisions decisions, Actor actor) {
    this.proposals = proposals;
    this.decisions = decisions;
    this.actor = actor;
  }

  @GET
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(
      operationId = "listProposals",
      summary = "Proposals, newest first, page by page",
      description = "Without what they are about; send \"next\" as \"after\" for the next page.")
  public ProposalPage list(
      @QueryParam("state") @Parameter(schema = @Schema(implementation = Proposal.State.class))
          @Nullable String state,
      @QueryParam("after") @Parameter(description = "The \"next\" of the page before")
          @Nullable String after,
      @QueryParam("limit")
          @DefaultValue("100")
          @Parameter(
              description = "How many at most",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000"))
          String limit) {
    return proposals.page(
        after == null ? Long.MAX_VALUE : QueryNumber.parse("after", after, 1, Long.MAX_VALUE),
        state == null ? null : state(state),
        (int) QueryNumber.parse("limit", limit, 1, 1000));
  }

  @GET
  @Path("/{id}")
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(
      operationId = "getProposal",
      summary = "One proposal with what it would change and which answers it would turn")
  public ProposalDetail get(@PathParam("id") String id) {
    return proposals.find(uuid(id));
  }

  @POST
  @Idempotent
  @Path("/{id}:approve")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.APPROVER)
  @Operation(
      operationId = "approveProposal",
      summary = "Makes the change that was proposed",
      description =
          "By another person than its author (403 four_eyes). It is worked out again: if what it"
              + " touches has changed, or more would be permitted than was shown, it is refused (409"
              + " proposal_stale) and stays open.")
  @RequestBody(content = @Content(schema = @Schema(implementation = Reason.class)))
  public ProposalDetail approve(@PathParam("id") String id, InputStream body) {
    decisions.approve(uuid(id), actor.because(body));
    return proposals.find(uuid(id));
  }

  @POST
  @Idempotent
  @Path("/{id}:reject")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.APPROVER)
  @Operation(
      operationId = "rejectProposal",
      summary = "Closes a proposal of somebody else for good")
  @RequestBody(content = @Content(schema = @Schema(implementation = Reason.class)))
  public ProposalDetail reject(@PathParam("id") String id, InputStream body) {
    decisions.reject(uuid(id), actor.because(body));
    return proposals.find(uuid(id));
  }

  @POST
  @Idempotent
  @Path("/{id}:withdraw")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER})
  @Operation(operationId = "withdrawProposal", summary = "Closes a proposal of one's own for good")
  @RequestBody(content = @Content(schema = @Schema(implementation = Reason.class)))
  public ProposalDetail withdraw(@PathParam("id") String id, InputStream body) {
    decisions.withdraw(uuid(id), actor.because(body));
    return proposals.find(uuid(id));
  }

  private static UUID uuid(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(ErrorCode.NOT_FOUND, "there is no such proposal");
    }
  }

  private static Proposal.State state(String text) {
    return Arrays.stream(Proposal.State.values())
        .filter(state -> state.name().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new RefusedException(
                    ErrorCode.INVALID_PARAMETER,
                    "state: one of " + Arrays.toString(Proposal.State.values()) + " is needed"));
  }
}
