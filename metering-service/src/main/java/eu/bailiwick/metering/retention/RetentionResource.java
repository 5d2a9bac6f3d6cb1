package eu.bailiwick.metering.retention;

import eu.bailiwick.metering.body.Body;
import eu.bailiwick.metering.motion.Officer;
import eu.bailiwick.metering.motion.Sent;
import eu.bailiwick.metering.query.Parameters;
import eu.bailiwick.metering.query.Roles;
import eu.bailiwick.metering.query.Unrecorded;
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

/** How long the bytes of events are kept. */
@Path("/v1/retention")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
final class RetentionResource {

  private static final int LONGEST_NAME = 255;
  private static final int MOST_DAYS = 36_500;

  private final CeilingStore ceilings;
  private final ExpiryStore expiry;
  private final RetentionSettings settings;
  private final Officer officer;

  RetentionResource(
      CeilingStore ceilings, ExpiryStore expiry, RetentionSettings settings, Officer officer) {
    this.ceilings = ceilings;
    this.expiry = expiry;
    this.settings = settings;
    this.officer = officer;
  }

  @GET
  @Unrecorded
  @RolesAllowed({Roles.OFFICER, Roles.DPO, Roles.AUDITOR, Roles.OPERATOR})
  @Operation(
      operationId = "retention",
      summary = "Floor and ceilings of retention, and the last run of expiry",
      description =
          "The ceiling that names tenant and class counts, then that of the tenant, then that of"
              + " the class, then that of all.")
  public RetentionReport retention(@Context UriInfo uri) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    long below = parameters.number("after").orElse(Long.MAX_VALUE);
    int limit = parameters.limit();
    parameters.finish();
    CeilingStore.Page page = ceilings.page(below, limit);
    return new RetentionReport(
        settings.floor().toDays(),
        settings.topic().toDays(),
        settings.backups().map(backups -> backups.toDays()).orElse(null),
        expiry.lastRun().orElse(null),
        List.copyOf(page.items()),
        page.items().size() == limit ? Long.toString(page.last()) : null);
  }

  @POST
  @RolesAllowed(Roles.OFFICER)
  @APIResponse(responseCode = "202", description = "Asked for; not in force yet")
  @Operation(
      operationId = "askForCeiling",
      summary = "Asks for a ceiling of retention",
      description =
          "Once another person has granted it, salts and bytes of older events are destroyed once a"
              + " day. Not below the floor.")
  public RestResponse<Ceiling> ask(InputStream sent) {
    return officer.attempt(
        "ask for a ceiling",
        () -> {
          Body body = Body.parse(sent);
          String reason = body.text("reason", Officer.LONGEST_REASON);
          String tenant = body.optionalText("tenant", LONGEST_NAME).orElse(null);
          String dataClass = body.optionalText("dataClass", LONGEST_NAME).orElse(null);
          int days = body.count("days", MOST_DAYS);
          if (days < settings.floor().toDays()) {
            body.violate("days", "at least " + settings.floor().toDays() + " is needed");
          }
          body.finish();
          return RestResponse.status(
              RestResponse.Status.ACCEPTED,
              ceilings.ask(tenant, dataClass, days, officer.name(), reason));
        });
  }

  @POST
  @Path("/{id}/approval")
  @RolesAllowed({Roles.OFFICER, Roles.DPO})
  @Operation(
      operationId = "grantCeiling",
      summary = "Puts a ceiling in force",
      description = "By another person than who asked (403 second_person_needed).")
  public Ceiling grant(@PathParam("id") String id, InputStream sent) {
    return officer.attempt(
        "grant a ceiling", () -> ceilings.grant(Sent.id(id), officer.name(), Sent.reason(sent)));
  }

  @POST
  @Path("/{id}/rejection")
  @RolesAllowed({Roles.OFFICER, Roles.DPO})
  @Operation(operationId = "rejectCeiling", summary = "Closes the wish for a ceiling for good")
  public Ceiling reject(@PathParam("id") String id, InputStream sent) {
    return officer.attempt(
        "reject a ceiling", () -> ceilings.close(Sent.id(id), officer.name(), Sent.reason(sent)));
  }
}
