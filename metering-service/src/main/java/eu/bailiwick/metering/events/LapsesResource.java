package eu.bailiwick.metering.events;

import eu.bailiwick.metering.audit.RecordQueries;
import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Cursor;
import eu.bailiwick.metering.query.Dimension;
import eu.bailiwick.metering.query.EventFilter;
import eu.bailiwick.metering.query.Parameters;
import eu.bailiwick.metering.query.Period;
import eu.bailiwick.metering.query.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What an endpoint was given between the end of its certificate and its revocation. */
@Path("/v1/lapses")
@RunOnVirtualThread
@RolesAllowed({Roles.OFFICER, Roles.AUDITOR, Roles.TENANT_OFFICER})
final class LapsesResource {

  private final RecordQueries records;
  private final EventQueries events;
  private final Clock clock;

  LapsesResource(RecordQueries records, EventQueries events, Clock clock) {
    this.records = records;
    this.events = events;
    this.clock = clock;
  }

  @GET
  @Operation(
      operationId = "lapses",
      summary = "Requests that used an endpoint between a certificate's expiry and its revocation",
      description =
          "The stretches come from the changes of the catalogue in the system log: each begins when"
              + " a certificate of the endpoint had expired, and ends with the revocation of the"
              + " endpoint, the renewal of the certificate, or the removal of either. The items are"
              + " the opened events of the endpoint within them.")
  public LapsePage lapses(@Context UriInfo uri) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    Optional<String> endpoint = parameters.text("endpoint");
    if (endpoint.isEmpty()) {
      parameters.violate("endpoint", "is needed");
    }
    Optional<String> scheme = parameters.text("scheme");
    Set<String> tenants =
        parameters.texts("tenant", Parameters::isText, "needed is the id of a tenant");
    Period period = parameters.period();
    int limit = parameters.limit();
    Optional<Cursor> after = parameters.after();
    parameters.finish();
    String id = endpoint.orElseThrow();
    List<Lapse> lapses =
        Lapses.of(id, records.changesOfEndpoint(id), clock.instant()).stream()
            .filter(lapse -> scheme.isEmpty() || lapse.scheme().equals(scheme.get()))
            .toList();
    Map<Dimension, Set<String>> values = new EnumMap<>(Map.of(Dimension.ENDPOINT, Set.of(id)));
    if (!tenants.isEmpty()) {
      values.put(Dimension.TENANT, tenants);
    }
    List<ShownEvent> found = new ArrayList<>();
    for (Period stretch : newestFirst(lapses, period)) {
      if (found.size() <= limit) {
        found.addAll(
            events.find(
                EventFilter.of(values, stretch),
                new Condition().and("e.type = 'opened'"),
                new Condition(),
                after,
                limit + 1 - found.size()));
      }
    }
    List<ShownEvent> shown = found.subList(0, Math.min(limit, found.size()));
    return new LapsePage(
        id,
        lapses,
        shown.stream().map(ShownEvent::item).toList(),
        found.size() > limit ? shown.getLast().place().token() : null);
  }

  /** The stretches within a period, newest first, none overlapping another. */
  private List<Period> newestFirst(List<Lapse> lapses, Period within) {
    List<Stretch> merged = new ArrayList<>();
    for (Stretch stretch : stretches(lapses, within)) {
      Stretch last = merged.isEmpty() ? null : merged.getLast();
      if (last == null || stretch.from().isAfter(last.to())) {
        merged.add(stretch);
      } else if (stretch.to().isAfter(last.to())) {
        merged.set(merged.size() - 1, new Stretch(last.from(), stretch.to()));
      }
    }
    return merged.reversed().stream().map(each -> new Period(each.from(), each.to())).toList();
  }

  private record Stretch(Instant from, Instant to) {}

  private List<Stretch> stretches(List<Lapse> lapses, Period within) {
    Instant now = clock.instant();
    Instant end = within.to() == null ? now : within.to();
    return lapses.stream()
        .map(
            lapse -> {
              Instant until = lapse.until() == null ? now : lapse.until();
              return new Stretch(
                  later(lapse.expired(), within.from()), until.isBefore(end) ? until : end);
            })
        .filter(stretch -> stretch.from().isBefore(stretch.to()))
        .sorted(Comparator.comparing(Stretch::from))
        .toList();
  }

  private static Instant later(Instant one, @Nullable Instant other) {
    return other != null && other.isAfter(one) ? other : one;
  }
}
