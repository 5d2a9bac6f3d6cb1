package eu.bailiwick.metering.events;

import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Cursor;
import eu.bailiwick.metering.query.EventFilter;
import eu.bailiwick.metering.query.Parameters;
import eu.bailiwick.metering.query.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Usage events one by one. */
@Path("/v1/events")
@RunOnVirtualThread
@RolesAllowed({Roles.OFFICER, Roles.AUDITOR, Roles.TENANT_OFFICER})
final class EventsResource {

  private static final Set<String> TYPES =
      Set.of("announced", "ended", "denied", "opened", "closed");

  private final EventQueries queries;

  EventsResource(EventQueries queries) {
    this.queries = queries;
  }

  @GET
  @Operation(
      operationId = "events",
      summary = "Usage events, newest first",
      description =
          "Filters are joined by and; several values of one filter by or. A page never repeats and"
              + " never leaves out an event that was there when its first page was read.")
  public EventPage events(@Context UriInfo uri) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    EventFilter filter = EventFilter.of(parameters);
    Condition shapes = new Condition();
    Set<String> types = parameters.texts("type", TYPES::contains, "needed is one of " + TYPES);
    if (!types.isEmpty()) {
      shapes.and("e.type = ANY (?)", List.copyOf(types));
    }
    Condition more = new Condition();
    List<?> epochs = parameters.uuids("epoch");
    if (!epochs.isEmpty()) {
      more.and("e.epoch = ANY (?)", epochs);
    }
    if (parameters.isOn("open")) {
      more.and("e.type = 'opened'").and(EventFilter.IS_OPEN);
    }
    int limit = parameters.limit();
    Optional<Cursor> after = parameters.after();
    parameters.finish();
    return page(queries.find(filter, shapes, more, after, limit + 1), limit);
  }

  private static EventPage page(List<ShownEvent> found, int limit) {
    List<ShownEvent> shown = found.subList(0, Math.min(limit, found.size()));
    return new EventPage(
        shown.stream().map(ShownEvent::item).toList(),
        found.size() > limit ? shown.getLast().place().token() : null);
  }
}
