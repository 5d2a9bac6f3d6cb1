package eu.bailiwick.registry.changes;

import eu.bailiwick.registry.catalogue.AnyResource;
import eu.bailiwick.registry.catalogue.CatalogueHistory;
import eu.bailiwick.registry.catalogue.Change;
import eu.bailiwick.registry.catalogue.ListQuery;
import eu.bailiwick.registry.catalogue.Page;
import eu.bailiwick.registry.http.QueryNumber;
import eu.bailiwick.registry.http.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The changes of the catalogue, page by page or as a stream. */
@Path("/v1/catalogue/changes")
@Tag(name = "changes", description = "Who changed what, when and why")
@RunOnVirtualThread
public class ChangesResource {

  private static final String STREAM =
      """
      With `Accept: text/event-stream` the changes after `since` come as server-sent events, and \
      then each new one when it is made. `event: change` carries one change as the page does. \
      `event: revocation` carries, right after the change that revoked something, the signed \
      remove-only message for routers as a compact JWS. `event: bookmark` carries \
      `{"revision": N}` when there is nothing: at the start, and after each silence. The `id` of \
      every event is its revision; `Last-Event-ID` resumes there and wins over `since`. A watcher \
      that takes no event for too long is cut. A router gets bookmarks and revocations only. \
      Send "next" of a page as "since" to get the next page.""";

  private final AnyResource any;
  private final CatalogueHistory history;
  private final Watching watching;
  private final SecurityIdentity identity;

  ChangesResource(
      AnyResource any, CatalogueHistory history, Watching watching, SecurityIdentity identity) {
    this.any = any;
    this.history = history;
    this.watching = watching;
    this.identity = identity;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER, Roles.METERING})
  @Operation(
      operationId = "listChanges",
      summary = "Who changed what, when and why, oldest first",
      description = STREAM)
  @APIResponse(
      responseCode = "410",
      description = "Changes after \"since\" are compacted; \"oldest\" can be asked for")
  public RestResponse<Page<Change>> changes(
      @QueryParam("since")
          @Parameter(
              description = "Only changes after this revision; all that are kept if absent",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "0"))
          @Nullable String since,
      @QueryParam("limit")
          @DefaultValue("100")
          @Parameter(
              description = "How many changes at most",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000"))
          String limit,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch,
      @Context UriInfo uri) {
    return any.lists().changes(since(since), limit, ListQuery.of(uri), ifNoneMatch);
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RolesAllowed({Roles.OPERATOR, Roles.APPROVER, Roles.OFFICER, Roles.METERING, Roles.ROUTER})
  @Operation(operationId = "listChanges", summary = "The same as a stream", description = STREAM)
  @APIResponse(
      responseCode = "200",
      description = "Server-sent events",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = String.class)))
  public void watch(
      @QueryParam("since") @Nullable String since,
      @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER)
          @Parameter(description = "The last revision that a stream told; wins over \"since\"")
          @Nullable String lastEventId,
      @Context SseEventSink sink,
      @Context Sse sse,
      @Context HttpServerRequest request)
      throws InterruptedException {
    long from =
        lastEventId == null || lastEventId.isBlank()
            ? since(since)
            : revision(HttpHeaders.LAST_EVENT_ID_HEADER, lastEventId.strip());
    watching.watch(from, view(), tokenEnd(), new SseWatcher(sink, sse, request));
  }

  private View view() {
    boolean more =
        identity.hasRole(Roles.OPERATOR)
            || identity.hasRole(Roles.APPROVER)
            || identity.hasRole(Roles.OFFICER)
            || identity.hasRole(Roles.METERING);
    return more ? View.CHANGES : View.REVOCATIONS;
  }

  private Instant tokenEnd() {
    return identity.getPrincipal() instanceof JsonWebToken token
        ? Instant.ofEpochSecond(token.getExpirationTime())
        : Instant.MAX;
  }

  private long since(@Nullable String text) {
    return text == null ? history.oldest() : revision("since", text);
  }

  private static long revision(String name, String text) {
    return QueryNumber.parse(name, text, 0, Long.MAX_VALUE);
  }

  private record SseWatcher(SseEventSink sink, Sse sse, HttpServerRequest request)
      implements Watcher {

    @Override
    public CompletionStage<?> send(Event event) {
      return sink.send(
          sse.newEventBuilder()
              .name(event.name())
              .id(Long.toString(event.revision()))
              .data(event.data())
              .build());
    }

    @Override
    public boolean isGone() {
      return sink.isClosed();
    }

    @Override
    public void end() {
      sink.close();
    }

    @Override
    public void cut() {
      request.connection().close();
    }
  }
}
