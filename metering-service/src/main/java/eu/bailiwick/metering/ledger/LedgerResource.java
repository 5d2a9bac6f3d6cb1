package eu.bailiwick.metering.ledger;

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
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * The system log: what happened to the catalogue by which the cell decides, and what has no tenant.
 */
@Path("/v1/ledger/system")
@RunOnVirtualThread
@RolesAllowed({Roles.OFFICER, Roles.AUDITOR})
final class LedgerResource {

  private static final Set<String> KINDS =
      new TreeSet<>(
          Set.of(
              "ceiling",
              "change",
              "dead_letter",
              "equivocation",
              "erasure",
              "export",
              "gap",
              "hold",
              "query",
              "refused",
              "release",
              "whatif"));

  private final LogAnswers answers;

  LedgerResource(LedgerQueries queries) {
    this.answers = new LogAnswers(queries, LogId.SYSTEM);
  }

  @GET
  @Unrecorded
  @Operation(
      operationId = "systemLog",
      summary = "Size and root hash of the system log",
      description =
          "The log only grows. Its root hash commits to every entry and its place; of an empty"
              + " log it is the SHA-256 of nothing. Keep what you read here: a later consistency"
              + " proof from this size shows that nothing was taken out or changed meanwhile.")
  public LogState state(@Context UriInfo uri) {
    return answers.state(new Parameters(uri.getQueryParameters()));
  }

  @GET
  @Path("/entries")
  @Operation(
      operationId = "systemLogEntries",
      summary = "Entries of the system log, newest first",
      description =
          "Who changed what, when and why, in the order in which the cell learnt it; and what is"
              + " wrong with that record: revisions that are missing, or that were told twice in"
              + " other words. Also what else has no tenant.")
  public EntryPage entries(@Context UriInfo uri) {
    return answers.entries(new Parameters(uri.getQueryParameters()), KINDS);
  }

  @GET
  @Path("/entries/{index}")
  @Operation(
      operationId = "systemLogEntry",
      summary = "One entry, with what its leaf commits to",
      description =
          "Content is what the registry sent, byte for byte. Salt and content hash to the last"
              + " line of the leaf, and a zero byte and the leaf to the leaf hash.")
  public Opening entry(@PathParam("index") long index, @Context UriInfo uri) {
    return answers.entry(index, new Parameters(uri.getQueryParameters()));
  }

  @GET
  @Path("/entries/{index}/proof")
  @Unrecorded
  @Operation(
      operationId = "systemLogProof",
      summary = "Proves that an entry is in the log",
      description = "As RFC 6962, section 2.1.1 defines it. Without size, in the log as it is now.")
  public InclusionProof proof(@PathParam("index") long index, @Context UriInfo uri) {
    return answers.inclusion(index, new Parameters(uri.getQueryParameters()));
  }

  @GET
  @Path("/consistency")
  @Unrecorded
  @Operation(
      operationId = "systemLogConsistency",
      summary = "Proves that the log only grew between two sizes",
      description = "As RFC 6962, section 2.1.2 defines it. Without second, up to now.")
  public ConsistencyProof consistency(@Context UriInfo uri) {
    return answers.consistency(new Parameters(uri.getQueryParameters()));
  }
}
