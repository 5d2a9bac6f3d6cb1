package eu.bailiwick.metering.ledger;

import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.query.Parameters;
import eu.bailiwick.metering.query.Roles;
import eu.bailiwick.metering.query.Unrecorded;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The log of one tenant: a leaf for each of its usage events, and what was found about them. */
@Path("/v1/ledger/tenants/{tenant}")
@RunOnVirtualThread
@RolesAllowed({Roles.OFFICER, Roles.AUDITOR, Roles.TENANT_OFFICER})
final class TenantLogResource {

  private static final Set<String> KINDS =
      new TreeSet<>(
          Set.of(
              "abandoned",
              "clock_anomaly",
              "equivocation",
              "gap",
              "late_fill",
              "mismatch",
              "unfinished"));

  private final LedgerQueries queries;

  TenantLogResource(LedgerQueries queries) {
    this.queries = queries;
  }

  @GET
  @Unrecorded
  @Operation(
      operationId = "tenantLog",
      summary = "Size and root hash of the log of a tenant",
      description =
          "The log only grows. It holds a leaf for each usage event of the tenant in the order of"
              + " arrival, and one for each finding. Of a tenant without events it is empty.")
  public LogState state(@PathParam("tenant") String tenant, @Context UriInfo uri) {
    return answers(tenant).state(parameters(uri));
  }

  @GET
  @Path("/entries")
  @Operation(
      operationId = "tenantLogEntries",
      summary = "What was found about the events of a tenant, newest first",
      description =
          "Numbers that are missing or came late, numbers that were used twice, attempts whose end"
              + " never came, epochs that were not closed, clocks that cannot be right.")
  public EntryPage entries(@PathParam("tenant") String tenant, @Context UriInfo uri) {
    return answers(tenant).entries(parameters(uri), KINDS);
  }

  @GET
  @Path("/entries/{index}")
  @Operation(
      operationId = "tenantLogEntry",
      summary = "One finding, with what its leaf commits to",
      description =
          "Salt and content hash to the last line of the leaf, and a zero byte and the leaf to the"
              + " leaf hash. The leaf of a usage event is no entry of its own.")
  public Opening entry(
      @PathParam("tenant") String tenant, @PathParam("index") long index, @Context UriInfo uri) {
    return answers(tenant).entry(index, parameters(uri));
  }

  @GET
  @Path("/entries/{index}/proof")
  @Unrecorded
  @Operation(
      operationId = "tenantLogProof",
      summary = "Proves that a leaf is in the log of a tenant",
      description = "As RFC 6962, section 2.1.1 defines it. Without size, in the log as it is now.")
  public InclusionProof proof(
      @PathParam("tenant") String tenant, @PathParam("index") long index, @Context UriInfo uri) {
    return answers(tenant).inclusion(index, parameters(uri));
  }

  @GET
  @Path("/events/{epoch}/{sequence}/proof")
  @Unrecorded
  @Operation(
      operationId = "tenantLogEventProof",
      summary = "Proves that a usage event is in the log of its tenant",
      description = "As RFC 6962, section 2.1.1 defines it. Without size, in the log as it is now.")
  public InclusionProof eventProof(
      @PathParam("tenant") String tenant,
      @PathParam("epoch") UUID epoch,
      @PathParam("sequence") long sequence,
      @Context UriInfo uri) {
    long index =
        queries
            .indexOfEvent(log(tenant), epoch, sequence)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ErrorCode.NOT_FOUND,
                        "The tenant has no event " + epoch + "/" + sequence + "."));
    return answers(tenant).inclusion(index, parameters(uri));
  }

  @GET
  @Path("/consistency")
  @Unrecorded
  @Operation(
      operationId = "tenantLogConsistency",
      summary = "Proves that the log of a tenant only grew between two sizes",
      description = "As RFC 6962, section 2.1.2 defines it. Without second, up to now.")
  public ConsistencyProof consistency(@PathParam("tenant") String tenant, @Context UriInfo uri) {
    return answers(tenant).consistency(parameters(uri));
  }

  private LogAnswers answers(String tenant) {
    return new LogAnswers(queries, log(tenant));
  }

  private static LogId log(String tenant) {
    if (!Parameters.isText(tenant)) {
      throw new ProblemException(ErrorCode.NOT_FOUND, "There is no such tenant.");
    }
    return LogId.tenant(tenant);
  }

  private static Parameters parameters(UriInfo uri) {
    return new Parameters(uri.getQueryParameters());
  }
}
