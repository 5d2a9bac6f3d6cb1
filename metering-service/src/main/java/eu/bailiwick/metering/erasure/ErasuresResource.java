package eu.bailiwick.metering.erasure;

import eu.bailiwick.metering.audit.Asking;
import eu.bailiwick.metering.body.Body;
import eu.bailiwick.metering.erasure.ErasureStore.Placed;
import eu.bailiwick.metering.motion.Officer;
import eu.bailiwick.metering.motion.Sent;
import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.query.Parameters;
import eu.bailiwick.metering.query.Roles;
import eu.bailiwick.metering.retention.Concern;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Erasures: one person asks, another grants, and then it is done. */
@Path("/v1/erasures")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
final class ErasuresResource {

  private static final int LONGEST_GROUND = 200;

  private final ErasureStore erasures;
  private final Officer officer;
  private final Asking asking;

  ErasuresResource(ErasureStore erasures, Officer officer, Asking asking) {
    this.erasures = erasures;
    this.officer = officer;
    this.asking = asking;
  }

  @GET
  @RolesAllowed({Roles.OFFICER, Roles.DPO, Roles.AUDITOR, Roles.TENANT_OFFICER})
  @Operation(operationId = "erasures", summary = "Erasures, newest first")
  public Erasure.Page erasures(@Context UriInfo uri) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    Set<String> tenants = parameters.tenants();
    long below = parameters.number("after").orElse(Long.MAX_VALUE);
    int limit = parameters.limit();
    parameters.finish();
    List<Placed> found = erasures.page(tenants, below, limit + 1);
    List<Placed> shown = found.stream().limit(limit).toList();
    return new Erasure.Page(
        shown.stream().map(Placed::erasure).toList(),
        found.size() > limit ? Long.toString(shown.getLast().number()) : null);
  }

  @GET
  @Path("/{id}")
  @RolesAllowed({Roles.OFFICER, Roles.DPO, Roles.AUDITOR, Roles.TENANT_OFFICER})
  @Operation(operationId = "erasure", summary = "One erasure")
  public Erasure erasure(@PathParam("id") String id, @Context UriInfo uri) {
    Set<String> tenants = tenants(uri);
    Erasure erasure = erasures.find(Sent.id(id));
    if (!tenants.isEmpty() && (erasure.tenant() == null || !tenants.contains(erasure.tenant()))) {
      throw Sent.none();
    }
    return erasure;
  }

  @GET
  @Path("/{id}/certificate")
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed({Roles.OFFICER, Roles.DPO, Roles.AUDITOR, Roles.TENANT_OFFICER})
  @Operation(
      operationId = "erasureCertificate",
      summary = "The certificate of an erasure or of a day's expiry",
      description =
          "Byte for byte the content of the entry of kind erasure in the system log that is about"
              + " this id: which leaves stand without their events, on what ground, who answers"
              + " for it, and when the last copy lapses.")
  public byte[] certificate(@PathParam("id") String id, @Context UriInfo uri) {
    return erasures.certificate(Sent.id(id), tenants(uri)).orElseThrow(Sent::none).content();
  }

  private static Set<String> tenants(UriInfo uri) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    Set<String> tenants = parameters.tenants();
    parameters.finish();
    return tenants;
  }

  @POST
  @RolesAllowed({Roles.OFFICER, Roles.DPO, Roles.TENANT_OFFICER})
  @APIResponse(responseCode = "202", description = "Asked for; nothing is erased yet")
  @Operation(
      operationId = "askForErasure",
      summary = "Asks that the events of a subject be erased",
      description =
          "A tenant and at least one of application, key and requests choose them. Refused at once"
              + " if a hold concerns one (409 held), if one is below the floor of retention and no"
              + " legal ground is named (409 ground_needed), or if there are too many (409"
              + " too_much). The reason is recorded for good: it should name no data subject. A"
              + " tenant's officer asks for the own tenant, and grants nothing.")
  public RestResponse<Erasure> ask(InputStream sent) {
    return officer.attempt(
        "ask for an erasure",
        () -> {
          Body body = Body.parse(sent);
          String reason = body.text("reason", Officer.LONGEST_REASON);
          String ground = body.optionalText("ground", LONGEST_GROUND).orElse(null);
          Concern concern =
              body.object("concerns")
                  .map(Concern::read)
                  .orElseGet(() -> new Concern(null, null, null, List.of(), null, null));
          if (concern.tenant() == null) {
            body.violate("concerns.tenant", "is needed");
          }
          if (!concern.namesSubject()) {
            body.violate("concerns", "one of application, key, requests is needed");
          }
          body.finish();
          requireOwn(concern.tenant());
          return RestResponse.status(
              RestResponse.Status.ACCEPTED, erasures.ask(concern, ground, officer.name(), reason));
        });
  }

  @POST
  @Path("/{id}/approval")
  @RolesAllowed({Roles.OFFICER, Roles.DPO})
  @Operation(
      operationId = "grantErasure",
      summary = "Erases what somebody else asked for",
      description =
          "By another person than who asked (403 second_person_needed). All of it or nothing; it"
              + " cannot be taken back. What could not be asked for now is refused again.")
  public Erasure grant(@PathParam("id") String id, InputStream sent) {
    return officer.attempt(
        "grant an erasure", () -> erasures.grant(Sent.id(id), officer.name(), Sent.reason(sent)));
  }

  @POST
  @Path("/{id}/rejection")
  @RolesAllowed({Roles.OFFICER, Roles.DPO, Roles.TENANT_OFFICER})
  @Operation(
      operationId = "rejectErasure",
      summary = "Closes the wish for an erasure for good",
      description =
          "By who asked, it is withdrawn; by somebody else, rejected. A tenant's officer withdraws"
              + " what was asked for under the same name.")
  public Erasure reject(@PathParam("id") String id, InputStream sent) {
    return officer.attempt(
        "reject an erasure",
        () -> {
          UUID erasure = Sent.id(id);
          requireOwnWish(erasure);
          return erasures.close(erasure, officer.name(), Sent.reason(sent));
        });
  }

  private void requireOwnWish(UUID id) {
    if (asking.now().seesAll()) {
      return;
    }
    Erasure wish = erasures.find(id);
    requireOwn(wish.tenant());
    if (!wish.askedBy().equals(officer.name())) {
      throw new ProblemException(
          ErrorCode.FORBIDDEN, "A tenant's officer withdraws only what the same person asked for.");
    }
  }

  private void requireOwn(@Nullable String tenant) {
    if (!asking.now().sees(tenant)) {
      throw new ProblemException(
          ErrorCode.OTHER_TENANT, "A tenant's officer asks for the erasure of own events only.");
    }
  }
}
