package eu.bailiwick.metering.registers;

import eu.bailiwick.metering.audit.Asking;
import eu.bailiwick.metering.audit.Question;
import eu.bailiwick.metering.audit.Trail;
import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.query.Csv;
import eu.bailiwick.metering.query.Parameters;
import eu.bailiwick.metering.query.Period;
import eu.bailiwick.metering.query.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What laws ask to be listed, from observed traffic. */
@Path("/v1/registers/{register}")
@RunOnVirtualThread
@RolesAllowed({Roles.OFFICER, Roles.AUDITOR, Roles.TENANT_OFFICER})
final class RegistersResource {

  private static final String CSV = "text/csv; charset=UTF-8";

  private final Registers registers;
  private final Asking asking;
  private final Trail trail;
  private final Clock clock;

  RegistersResource(Registers registers, Asking asking, Trail trail, Clock clock) {
    this.registers = registers;
    this.asking = asking;
    this.trail = trail;
    this.clock = clock;
  }

  @GET
  @Operation(
      operationId = "register",
      summary = "A register of one tenant and period",
      description =
          "Registers: gdpr-processing, gdpr-transfers, ai-act-log, dora, focus. Made from what was"
              + " counted; the reconciliation says how the rows add up to the events of the period"
              + " and to the size of the tenant's log. Columns that traffic cannot fill are empty"
              + " and listed as unknown. format=csv gives the rows alone.")
  @APIResponse(
      responseCode = "200",
      description = "The register",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = RegisterAnswer.class)))
  public Response register(
      @PathParam("register") String id, @Context HttpHeaders headers, @Context UriInfo uri) {
    Register register =
        Register.named(id)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ErrorCode.NOT_FOUND,
                        "There is no register \"" + id + "\"; there are " + Register.ids() + "."));
    Parameters parameters = new Parameters(uri.getQueryParameters());
    boolean csv = parameters.word("format", List.of("json", "csv")).orElse("json").equals("csv");
    Scope scope = scope(parameters);
    if (scope.to().isAfter(clock.instant())) {
      throw trail.refused(
          asking.now(),
          new Question(
              uri.getPath(), uri.getQueryParameters(), headers.getHeaderString(Question.HEADER)),
          ErrorCode.FUTURE_PERIOD,
          "to: the period of a register must be over.");
    }
    return csv
        ? Response.ok(csv(registers.table(register, scope)), CSV).build()
        : Response.ok(registers.answer(register, scope), MediaType.APPLICATION_JSON).build();
  }

  private static Scope scope(Parameters parameters) {
    Set<String> tenants =
        parameters.texts("tenant", Parameters::isText, "needed is the id of a tenant");
    Period period = parameters.period();
    if (tenants.size() != 1) {
      parameters.violate("tenant", "one tenant is needed");
    }
    if (period.from() == null) {
      parameters.violate("from", "is needed");
    }
    if (period.to() == null) {
      parameters.violate("to", "is needed");
    }
    parameters.finish();
    if (period.from() == null || period.to() == null) {
      throw new IllegalStateException("finish refuses what is missing");
    }
    return new Scope(tenants.iterator().next(), period.from(), period.to());
  }

  private static String csv(Table table) {
    return Stream.concat(Stream.of(table.columns()), table.rows().stream())
        .map(Csv::line)
        .collect(Collectors.joining());
  }
}
