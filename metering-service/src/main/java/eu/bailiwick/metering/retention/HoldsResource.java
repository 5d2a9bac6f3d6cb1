package eu.bailiwick.metering.retention;

import eu.bailiwick.metering.body.Body;
import eu.bailiwick.metering.motion.Officer;
import eu.bailiwick.metering.motion.Sent;
import eu.bailiwick.metering.query.Parameters;
import eu.bailiwick.metering.query.Roles;
import eu.bailiwick.metering.retention.HoldStore.Placed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/** Legal holds: one person asks, another grants; likewise for their release. */
@Path("/v1/holds")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
final class HoldsResource {

  private final HoldStore holds;
  private final Officer officer;

  HoldsResource(HoldStore holds, Officer officer) {
    this.holds = holds;
    this.officer = officer;
  }

  @GET
  @RolesAllowed({Roles.OFFICER, Roles.DPO, Roles.AUDITOR})
  @Operation(operationId = "holds", summary = "Legal holds, newest first")
  public Hold.Page holds(@Context UriInfo uri) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    long below = parameters.number("after").orElse(Long.MAX_VALUE);
    int limit = parameters.limit();
    parameters.finish();
    List<Placed> found = holds.page(below, limit + 1);
    List<Placed> shown = found.stream().limit(limit).toList();
    return new Hold.Page(
        shown.stream().map(Placed::hold).toList(),
        found.size() > limit ? Long.toString(shown.getLast().number()) : null);
  }

  @GET
  @Path("/{id}")
  @RolesAllowed({Roles.OFFICER, Roles.DPO, Roles.AUDITOR})
  @Operation(operationId = "hold", summary = "One legal hold")
  public Hold hold(@PathParam("id") String id, @Context UriInfo uri) {
    new Parameters(uri.getQueryParameters()).finish();
    return holds.find(Sent.id(id));
  }

  @POST
  @RolesAllowed(Roles.OFFICER)
  @APIResponse(responseCode = "202", description = "Asked for; not in force yet")
  @Operation(
      operationId = "askForHold",
      summary = "Asks for a legal hold",
      description =
          "What it concerns is neither expired nor erased once another person has granted it. The"
              + " reason is recorded for good: it should name no data subject.")
  public RestResponse<Hold> ask(InputStream sent) {
    return officer.attempt(
        "ask for a hold",
        () -> {
          Body body = Body.parse(sent);
          String reason = body.text("reason", Officer.LONGEST_REASON);
          Concern concern =
              body.object("concerns")
                  .map(Concern::read)
                  .orElseGet(() -> new Concern(null, null, null, List.of(), null, null));
          if (!concern.saysSomething()) {
            body.violate(
                "concerns", "one of tenant, application, key, requests, from, to is needed");
          }
          body.finish();
          return RestResponse.status(
              RestResponse.Status.ACCEPTED, holds.ask(concern, officer.name(), reason));
        });
  }

  @POST
  @Path("/{id}/approval")
  @RolesAllowed({Roles.OFFICER, Roles.DPO})
  @Operation(
      operationId = "grantHold",
      summary = "Puts a hold in force",
      description = "By another person than who asked (403 second_person_needed).")
  public Hold grant(@PathParam("id") String id, InputStream sent) {
    return officer.attempt(
        "grant a hold", () -> holds.grant(Sent.id(id), officer.name(), Sent.reason(sent)));
  }

  @POST
  @Path("/{id}/rejection")
  @RolesAllowed({Roles.OFFICER, Roles.DPO})
  @Operation(
      operationId = "rejectHold",
      summary = "Closes the wish for a hold for good",
      description = "By who asked, it is withdrawn; by somebody else, rejected.")
  public Hold reject(@PathParam("id") String id, InputStream sent) {
    return officer.attempt(
        "reject a hold", () -> holds.close(Sent.id(id), officer.name(), Sent.reason(sent)));
  }

  @POST
  @Path("/{id}/release")
  @RolesAllowed(Roles.OFFICER)
  @APIResponse(responseCode = "202", description = "Asked for; the hold is still in force")
  @Operation(operationId = "askForRelease", summary = "Asks that a hold end")
  public RestResponse<Hold> askRelease(@PathParam("id") String id, InputStream sent) {
    return officer.attempt(
        "ask for a release",
        () ->
            RestResponse.status(
                RestResponse.Status.ACCEPTED,
                holds.askRelease(Sent.id(id), officer.name(), Sent.reason(sent))));
  }

  @POST
  @Path("/{id}/release/approval")
  @RolesAllowed({Roles.OFFICER, Roles.DPO})
  @Operation(
      operationId = "grantRelease",
      summary = "Ends a hold",
      description = "By another person than who asked for it (403 second_person_needed).")
  public Hold release(@PathParam("id") String id, InputStream sent) {
    return officer.attempt(
        "grant a release", () -> holds.release(Sent.id(id), officer.name(), Sent.reason(sent)));
  }

  @POST
  @Path("/{id}/release/rejection")
  @RolesAllowed({Roles.OFFICER, Roles.DPO})
  @Operation(operationId = "rejectRelease", summary = "Closes the wish for a release for good")
  public Hold rejectRelease(@PathParam("id") String id, InputStream sent) {
    return officer.attempt(
        "reject a release",
        () -> holds.closeRelease(Sent.id(id), officer.name(), Sent.reason(sent)));
  }
}
