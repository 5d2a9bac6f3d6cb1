package eu.bailiwick.metering.replay;

import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Parameters;
import eu.bailiwick.metering.query.Roles;
import eu.bailiwick.metering.replay.ConsistencyReport.Listed;
import eu.bailiwick.metering.replay.ConsistencyReport.Mismatched;
import eu.bailiwick.metering.replay.ConsistencyReport.OfTenant;
import eu.bailiwick.metering.replay.ConsistencyReport.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What recomputing decisions found. */
@Path("/v1/consistency")
@RunOnVirtualThread
@RolesAllowed({Roles.OFFICER, Roles.AUDITOR, Roles.OPERATOR, Roles.TENANT_OFFICER})
final class ConsistencyResource {

  private final ConsistencyQueries queries;

  ConsistencyResource(ConsistencyQueries queries) {
    this.queries = queries;
  }

  @GET
  @Operation(
      operationId = "consistency",
      summary = "How far decisions were recomputed, and what came of it",
      description =
          "Every decision is computed once more in the background, from the archived snapshot that"
              + " its event names, with code that routers do not decide by.")
  public ConsistencyReport consistency(@Context UriInfo uri) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    Set<String> tenants = parameters.tenants();
    parameters.finish();
    Condition logs = new Condition();
    Condition listed = new Condition();
    if (!tenants.isEmpty()) {
      logs.and("substr(l.log, 8) = ANY (?)", List.copyOf(tenants));
      listed.and("u.tenant = ANY (?)", List.copyOf(tenants));
    }
    List<OfTenant> found = queries.tenants(logs);
    return new ConsistencyReport(
        sum(found, OfTenant::confirmed),
        sum(found, OfTenant::undecided),
        sum(found, OfTenant::mismatches),
        queries.causes(listed),
        sum(found, tenant -> tenant.size() - tenant.next()),
        found);
  }

  @GET
  @Path("/mismatches")
  @Operation(
      operationId = "mismatches",
      summary = "Decisions that come out otherwise when they are recomputed",
      description = "Each is an entry of kind mismatch in the tenant's log too.")
  public Page<Mismatched> mismatches(@Context UriInfo uri) {
    return page(uri, queries::mismatches, m -> token(m.tenant(), m.index()));
  }

  @GET
  @Path("/uncomputable")
  @Operation(
      operationId = "uncomputable",
      summary = "Decisions that cannot be recomputed, and why",
      description =
          "One whose snapshot is missing is looked at again once that is archived, and then leaves"
              + " the list.")
  public Page<Listed> uncomputable(@Context UriInfo uri) {
    return page(uri, queries::listed, l -> token(l.tenant(), l.index()));
  }

  private static <T> Page<T> page(
      UriInfo uri, BiFunction<Condition, Integer, List<T>> find, Function<T, String> token) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    Condition condition = new Condition();
    Set<String> tenants = parameters.tenants();
    if (!tenants.isEmpty()) {
      condition.and("u.tenant = ANY (?)", List.copyOf(tenants));
    }
    parameters.period("u.time", condition);
    after(parameters, condition);
    int limit = parameters.limit();
    parameters.finish();
    List<T> found = find.apply(condition, limit + 1);
    List<T> shown = found.stream().limit(limit).toList();
    return new Page<>(shown, found.size() > limit ? token.apply(shown.getLast()) : null);
  }

  private static String token(String tenant, long index) {
    return index + "." + tenant;
  }

  private static void after(Parameters parameters, Condition condition) {
    Set<String> after =
        parameters.texts(
            "after",
            value -> Parameters.isText(value) && value.matches("(?s)[0-9]{1,18}\\..+"),
            "the value of next is needed");
    if (after.size() > 1) {
      parameters.violate("after", "may be given once");
    }
    for (String token : after) {
      int dot = token.indexOf('.');
      condition.and(
          "(u.tenant, u.index) > (?, ?)",
          token.substring(dot + 1),
          Long.parseLong(token.substring(0, dot)));
    }
  }

  private static long sum(List<OfTenant> tenants, ToLongFunction<OfTenant> number) {
    return tenants.stream().mapToLong(number).sum();
  }
}
