package eu.bailiwick.metering.whatif;

import com.fasterxml.jackson.databind.ObjectMapper;
import eu.bailiwick.metering.audit.Asker;
import eu.bailiwick.metering.audit.Asking;
import eu.bailiwick.metering.audit.Question;
import eu.bailiwick.metering.audit.Trail;
import eu.bailiwick.metering.body.Body;
import eu.bailiwick.metering.motion.Officer;
import eu.bailiwick.metering.motion.Sent;
import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.query.Parameters;
import eu.bailiwick.metering.query.Roles;
import eu.bailiwick.metering.query.Unrecorded;
import eu.bailiwick.metering.whatif.WhatIfStore.Placed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/** What would have been answered under another policy, catalogue or law. */
@Path("/v1/what-if")
@RunOnVirtualThread
@Unrecorded
@RolesAllowed({Roles.OFFICER, Roles.AUDITOR, Roles.TENANT_OFFICER})
final class WhatIfResource {

  private static final int LONGEST_NAME = 255;
  private static final int AT_ONCE = 5_000;

  private final WhatIfStore store;
  private final Proposing proposing;
  private final WhatIfSettings settings;
  private final Officer officer;
  private final Asking asking;
  private final Trail trail;
  private final ObjectMapper json;
  private final Clock clock;

  WhatIfResource(
      WhatIfStore store,
      Proposing proposing,
      WhatIfSettings settings,
      Officer officer,
      Asking asking,
      Trail trail,
      ObjectMapper json,
      Clock clock) {
    this.store = store;
    this.proposing = proposing;
    this.settings = settings;
    this.officer = officer;
    this.asking = asking;
    this.trail = trail;
    this.json = json;
    this.clock = clock;
  }

  @POST
  @RolesAllowed({Roles.OFFICER, Roles.AUDITOR})
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponse(responseCode = "202", description = "Waits for its turn")
  @Operation(
      operationId = "askWhatIf",
      summary = "Asks what would have been answered under a change",
      description =
          "The change names a whole catalogue or an archived snapshot that decides instead of those"
              + " that the events name, a whole law document, and items of a catalogue's lists that"
              + " are put over those of the same identifier or removed; or, alone, a change that was"
              + " made to the catalogue, by its revision, that had not been. What is not said stays"
              + " as each decision's snapshot has it. Recorded before it begins.")
  public RestResponse<Job> ask(InputStream sent) {
    return officer.attempt(
        "ask what if",
        () -> {
          Body body = Body.parse(sent);
          String purpose = body.text("purpose", Officer.LONGEST_REASON);
          String tenant = body.optionalText("tenant", LONGEST_NAME).orElse(null);
          Instant from = body.instant("from");
          Instant to = body.instant("to");
          Optional<Change> change = body.object("change").map(Change::read);
          if (change.isEmpty() && !body.isPresent("change")) {
            body.violate("change", "is needed");
          }
          if (!from.isBefore(to)) {
            body.violate("to", "must be after from");
          } else if (Duration.between(from, to).compareTo(settings.longestPeriod()) > 0) {
            body.violate(
                "to",
                "a period of at most " + settings.longestPeriod().toDays() + " days is needed");
          }
          body.finish();
          if (to.isAfter(clock.instant())) {
            throw new ProblemException(ErrorCode.FUTURE_PERIOD, "to: the period is not over yet.");
          }
          Change complete = proposing.complete(change.orElseThrow(), from);
          return RestResponse.status(
              RestResponse.Status.ACCEPTED,
              store.ask(tenant, from, to, complete, officer.name(), purpose));
        });
  }

  @GET
  @Operation(operationId = "whatIfJobs", summary = "Questions what would have been, newest first")
  public Job.Page jobs(@Context UriInfo uri) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    Set<String> tenants = parameters.tenants();
    long below = parameters.number("after").orElse(Long.MAX_VALUE);
    int limit = parameters.limit();
    parameters.finish();
    List<Placed> found = store.page(tenants, below, limit + 1);
    List<Placed> shown = found.stream().limit(limit).toList();
    return new Job.Page(
        shown.stream().map(Placed::job).toList(),
        found.size() > limit ? Long.toString(shown.getLast().number()) : null);
  }

  @GET
  @Path("/{id}")
  @Operation(
      operationId = "whatIfJob",
      summary = "How far a question is, and what it found, by application",
      description =
          "A tenant's officer gets jobs about the own tenant alone, and of the change the digest.")
  public Job job(@PathParam("id") String id, @Context UriInfo uri) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    Set<String> tenants = parameters.tenants();
    parameters.finish();
    Job job = find(id, tenants, uri);
    return asking.now().seesAll() ? job : job.withoutChange();
  }

  /** The job, if it is about one of the tenants that are asked about, or none are named. */
  private Job find(String id, Set<String> tenants, UriInfo uri) {
    Job job = store.find(Sent.id(id));
    Asker asker = asking.now();
    if (!asker.sees(job.tenant())) {
      throw trail.refused(
          asker,
          new Question(uri.getPath(), uri.getQueryParameters(), null),
          ErrorCode.OTHER_TENANT,
          "The job is about another tenant, or about all.");
    }
    if (!tenants.isEmpty() && (job.tenant() == null || !tenants.contains(job.tenant()))) {
      throw Sent.none();
    }
    return job;
  }

  @DELETE
  @Path("/{id}")
  @RolesAllowed({Roles.OFFICER, Roles.AUDITOR})
  @Operation(
      operationId = "cancelWhatIf",
      summary = "Cancels a question that waits or runs",
      description = "What it found so far stays. One that has ended is left alone (409).")
  public Job cancel(@PathParam("id") String id) {
    return officer.attempt(
        "cancel a what-if job",
        () -> {
          Job job = store.find(Sent.id(id));
          if (!store.end(job.id(), "cancelled", null)) {
            throw new ProblemException(
                ErrorCode.ALREADY_DECIDED, "It is " + store.find(job.id()).state() + " already.");
          }
          return store.find(job.id());
        });
  }

  @GET
  @Path("/{id}/changes")
  @Operation(
      operationId = "whatIfChanges",
      summary = "Every request whose answer would have been another one",
      description = "In the order of their events. Grows while the job runs.")
  public Job.ChangedPage changes(@PathParam("id") String id, @Context UriInfo uri) {
    Which which = which(uri);
    UUID job = find(id, which.tenants(), uri).id();
    List<Job.Changed> found = which.after(store, job, which.after(), which.limit() + 1);
    List<Job.Changed> shown = found.stream().limit(which.limit()).toList();
    return new Job.ChangedPage(
        shown, found.size() > which.limit() ? Long.toString(shown.getLast().number()) : null);
  }

  @GET
  @Path("/{id}/changes.jsonl")
  @Produces("application/x-ndjson")
  @Operation(
      operationId = "whatIfChangesJsonLines",
      summary = "All of them, one JSON object a line")
  public StreamingOutput jsonLines(@PathParam("id") String id, @Context UriInfo uri) {
    return download(id, uri, "", this::jsonLine);
  }

  @GET
  @Path("/{id}/changes.csv")
  @Produces("text/csv")
  @Operation(operationId = "whatIfChangesCsv", summary = "All of them as CSV (RFC 4180)")
  public StreamingOutput csv(@PathParam("id") String id, @Context UriInfo uri) {
    return download(
        id,
        uri,
        "number,time,tenant,request,application,change,was,becomes,endpoint\r\n",
        WhatIfResource::csvLine);
  }

  private StreamingOutput download(
      String id, UriInfo uri, String head, Function<Job.Changed, String> line) {
    Which which = which(uri);
    UUID job = find(id, which.tenants(), uri).id();
    return out -> {
      write(out, head);
      List<Job.Changed> found = which.after(store, job, which.after(), AT_ONCE);
      while (!found.isEmpty()) {
        StringBuilder text = new StringBuilder();
        found.forEach(changed -> text.append(line.apply(changed)));
        write(out, text.toString());
        found = which.after(store, job, found.getLast().number(), AT_ONCE);
      }
    };
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private String jsonLine(Job.Changed changed) {
    try {
      return json.writeValueAsString(changed) + "\n";
    } catch (IOException e) {
      throw new IllegalStateException("a record cannot be written as JSON", e);
    }
  }

  private static String csvLine(Job.Changed c) {
    return String.join(
            ",",
            Long.toString(c.number()),
            c.time().toString(),
            quoted(c.tenant()),
            c.request().toString(),
            quoted(c.application()),
            c.change(),
            c.was(),
            quoted(c.becomes()),
            c.endpoint() == null ? "" : quoted(c.endpoint()))
        + "\r\n";
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }

  /** Which of the changed requests. */
  private record Which(
      Set<String> tenants,
      Optional<String> change,
      Optional<String> application,
      long after,
      int limit) {

    List<Job.Changed> after(WhatIfStore store, UUID job, long number, int most) {
      return store.changed(job, change.orElse(null), application.orElse(null), number, most);
    }
  }

  private static Which which(UriInfo uri) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    Set<String> changes =
        parameters.texts(
            "change",
            word -> Turn.Kind.change(word) != null,
            "permit_to_deny, deny_to_permit, other_reason or other_endpoint is needed");
    Set<String> applications =
        parameters.texts("application", Parameters::isText, "the id of an application is needed");
    if (changes.size() > 1) {
      parameters.violate("change", "may be given once");
    }
    if (applications.size() > 1) {
      parameters.violate("application", "may be given once");
    }
    Set<String> tenants = parameters.tenants();
    long after = parameters.number("after").orElse(0L);
    int limit = parameters.limit();
    parameters.finish();
    return new Which(
        tenants, changes.stream().findFirst(), applications.stream().findFirst(), after, limit);
  }
}
