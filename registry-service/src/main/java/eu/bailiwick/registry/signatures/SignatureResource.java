package eu.bailiwick.registry.signatures;

import eu.bailiwick.registry.http.QueryNumber;
import eu.bailiwick.registry.http.Roles;
import eu.bailiwick.registry.idempotency.Idempotent;
import io.quarkus.security.identity.SecurityIdentity;
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
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Checks of signatures over a version's weights and image. */
@Path("/v1/versions/{id}/signatures")
@Tag(
    name = "signatures",
    description = "Checks of signatures over a version's weights (OMS) and image (cosign)")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SignatureResource {

  private static final int MAX_PAGE = 1000;

  private final SignatureLog log;
  private final SecurityIdentity identity;

  SignatureResource(SignatureLog log, SecurityIdentity identity) {
    this.log = log;
    this.identity = identity;
  }

  @GET
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(
      operationId = "listSignatures",
      summary = "All checks of a version's signatures, oldest first, without their documents")
  public SignaturePage list(
      @PathParam("id") String id,
      @QueryParam("after")
          @DefaultValue("0")
          @Parameter(
              description = "The \"next\" of the page before",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "0"))
          String after,
      @QueryParam("limit")
          @DefaultValue("100")
          @Parameter(
              description = "How many at most",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000"))
          String limit) {
    return log.list(
        id,
        QueryNumber.parse("after", after, 0, Long.MAX_VALUE),
        (int) QueryNumber.parse("limit", limit, 1, MAX_PAGE));
  }

  @GET
  @Path("/{number}")
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER})
  @Operation(operationId = "getSignature", summary = "One check, with the signature itself")
  public SignatureCheck get(
      @PathParam("id") String id,
      @PathParam("number") @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
          String number) {
    return log.get(id, QueryNumber.parse("number", number, 1, Long.MAX_VALUE));
  }

  @POST
  @Idempotent
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      operationId = "recordSignature",
      summary = "Records a check of a signature, for good",
      description =
          "The signature has to be about the version: an OMS signature's root digest is the"
              + " version's weightsDigest, a cosign signature's docker-manifest-digest its"
              + " imageDigest. With publicKey the registry verifies the signature and records what"
              + " came of it as MACHINE_VERIFIED; without, it records as DECLARED what it is told."
              + " Certificates and transparency logs are not verified here, nor are files.")
  @RequestBody(content = @Content(schema = @Schema(implementation = SignatureReport.class)))
  @APIResponse(
      responseCode = "201",
      description = "Recorded, whether the signature is good or not",
      content = @Content(schema = @Schema(implementation = SignatureCheck.class)))
  public RestResponse<SignatureCheck> record(@PathParam("id") String id, InputStream body) {
    SignatureCheck check = log.record(id, body, identity.getPrincipal().getName());
    URI location = URI.create("/v1/versions/" + check.version() + "/signatures/" + check.number());
    return RestResponse.ResponseBuilder.<SignatureCheck>created(location).entity(check).build();
  }
}
