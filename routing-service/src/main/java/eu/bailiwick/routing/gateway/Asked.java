package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.catalogue.Caller;
import eu.bailiwick.routing.catalogue.Serving;
import eu.bailiwick.routing.openai.RequestHead;
import eu.bailiwick.routing.openai.Surface;
import eu.bailiwick.routing.telemetry.Sight;
import eu.bailiwick.routing.usage.RequestFacts;
import eu.bailiwick.sovereignty.catalogue.Tenant;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request of a known caller.
 *
 * @param id id of the request and of its decision
 * @param at the instant for which it is decided
 * @param serving the snapshot that decides it
 * @param caller who asks
 * @param surface what is asked for
 * @param byId the response that is asked for by its id; null if a body says what is asked
 * @param narrowing how the request narrows itself
 * @param http the request itself
 * @param sight what operators see of it
 */
record Asked(
    UUID id,
    Instant at,
    Serving serving,
    Caller caller,
    Surface surface,
    @Nullable ById byId,
    Narrowing narrowing,
    HttpServerRequest http,
    Sight sight) {

  /** Whether the audit must have acknowledged before anything happens. */
  boolean strict() {
    return caller.tenant().audit() == Tenant.Audit.STRICT;
  }

  /** The same, if it named {@code dataClass}. */
  Asked in(String dataClass) {
    return new Asked(id, at, serving, caller, surface, byId, narrowing.to(dataClass), http, sight);
  }

  RequestDescriptor descriptor(String model) {
    return new RequestDescriptor(
        caller.tenant().id(),
        caller.application().id(),
        narrowing.dataClass(),
        model,
        surface.operation(),
        narrowing.within());
  }

  /**
   * @param head what was read of the body; null if it could not be
   * @param bodyBytes size of the body
   */
  RequestFacts facts(@Nullable RequestHead head, long bodyBytes) {
    return new RequestFacts(
        id,
        caller.tenant().id(),
        caller.application().id(),
        caller.key().id(),
        narrowing.dataClass(),
        head == null ? null : head.model(),
        surface.operation(),
        narrowing.within(),
        head != null && head.stream(),
        bodyBytes);
  }
}
