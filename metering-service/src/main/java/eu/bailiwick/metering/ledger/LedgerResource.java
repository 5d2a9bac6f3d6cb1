package eu.bailiwick.metering.ledger;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Parameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The system log: what happened to the catalogue by which the cell decides. */
@Path("/v1/ledger/system")
@RunOnVirtualThread
@RolesAllowed("officer")
final class LedgerResource {

  private static final String LOG = "system";
  private static final Set<String> KINDS = Set.of("change", "equivocation", "gap");

  private final LedgerQueries queries;

  LedgerResource(LedgerQueries queries) {
    this.queries = queries;
  }

  @GET
  @Operation(
      operationId = "systemLog",
      summary = "Size and root hash of the system log",
      description =
          "The log only grows. Its root hash commits to every entry and its place; of an empty"
              + " log it is the SHA-256 of nothing. Keep what you read here: a later consistency"
              + " proof from this size shows that nothing was taken out or changed meanwhile.")
  public LogState state(@Context UriInfo uri) {
    new Parameters(uri.getQueryParameters()).finish();
    long size = queries.size(LOG);
    return new LogState(LOG, size, Hash.of(queries.root(LOG, size)));
  }

  @GET
  @Path("/entries")
  @Operation(
      operationId = "systemLogEntries",
      summary = "Changes of the catalogue, newest first",
      description =
          "Who changed what, when and why, in the order in which the cell learnt it; and what is"
              + " wrong with that record: revisions that are missing, or that were told twice in"
              + " other words.")
  public EntryPage entries(@Context UriInfo uri) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    Condition condition = condition(parameters);
    int limit = parameters.limit();
    parameters.finish();
    List<StoredEntry> found = queries.entries(LOG, condition, limit + 1);
    List<EntryItem> shown = found.stream().limit(limit).map(StoredEntry::item).toList();
    return new EntryPage(
        shown, found.size() > limit ? Long.toString(shown.getLast().index()) : null);
  }

  private static Condition condition(Parameters parameters) {
    Condition condition = new Condition();
    Set<String> kinds = parameters.texts("kind", KINDS::contains, "needed is one of " + KINDS);
    if (!kinds.isEmpty()) {
      condition.and("e.kind = ANY (?)", List.copyOf(kinds));
    }
    parameters
        .number("revision")
        .ifPresent(revision -> condition.and("e.first <= ? AND e.last >= ?", revision, revision));
    parameters.period("e.at", condition);
    parameters.number("after").ifPresent(index -> condition.and("e.index < ?", index));
    return condition;
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
    new Parameters(uri.getQueryParameters()).finish();
    return queries.entries(LOG, new Condition().and("e.index = ?", index), 1).stream()
        .findFirst()
        .orElseThrow(() -> noEntry(index))
        .opening();
  }

  @GET
  @Path("/entries/{index}/proof")
  @Operation(
      operationId = "systemLogProof",
      summary = "Proves that an entry is in the log",
      description = "As RFC 6962, section 2.1.1 defines it. Without size, in the log as it is now.")
  public InclusionProof proof(@PathParam("index") long index, @Context UriInfo uri) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    Optional<Long> asked = parameters.number("size");
    long now = queries.size(LOG);
    if (index < 0 || index >= now) {
      parameters.finish();
      throw noEntry(index);
    }
    long size = asked.orElse(now);
    if (size <= index || size > now) {
      parameters.violate("size", "above " + index + " and at most " + now + " is needed");
    }
    parameters.finish();
    List<Bytes> hashes =
        queries.hashes(
            LOG,
            Stream.concat(
                    Stream.of(new Range(index, index + 1), Range.ofSize(size)),
                    Range.inclusion(index, size).stream())
                .toList());
    return new InclusionProof(
        LOG, index, size, Hash.of(hashes.get(0)), Hash.of(hashes.get(1)), path(hashes));
  }

  @GET
  @Path("/consistency")
  @Operation(
      operationId = "systemLogConsistency",
      summary = "Proves that the log only grew between two sizes",
      description = "As RFC 6962, section 2.1.2 defines it. Without second, up to now.")
  public ConsistencyProof consistency(@Context UriInfo uri) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    Optional<Long> from = parameters.number("first");
    Optional<Long> to = parameters.number("second");
    long now = queries.size(LOG);
    long second = to.orElse(now);
    long first = from.orElse(0L);
    if (second > now) {
      parameters.violate("second", "at most " + now + " is needed");
    }
    if (first < 1 || first > second) {
      parameters.violate("first", "above zero and at most the second size is needed");
    }
    parameters.finish();
    List<Bytes> hashes =
        queries.hashes(
            LOG,
            Stream.concat(
                    Stream.of(Range.ofSize(first), Range.ofSize(second)),
                    Range.consistency(first, second).stream())
                .toList());
    return new ConsistencyProof(
        LOG, first, second, Hash.of(hashes.get(0)), Hash.of(hashes.get(1)), path(hashes));
  }

  /** All but the first two, which are no part of the path. */
  private static List<String> path(List<Bytes> hashes) {
    return hashes.stream()
        .skip(2)
        .map(hash -> Base64.getEncoder().encodeToString(hash.content()))
        .toList();
  }

  private static ProblemException noEntry(long index) {
    return new ProblemException(ErrorCode.NOT_FOUND, "The log has no entry " + index + ".");
  }
}
