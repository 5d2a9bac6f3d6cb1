package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.binding.KeptResponse;
import eu.bailiwick.routing.binding.ResponseIds;
import eu.bailiwick.routing.decision.Decided;
import eu.bailiwick.routing.decision.Permit;
import eu.bailiwick.routing.limits.Reservation;
import eu.bailiwick.routing.openai.BodyRewriter;
import eu.bailiwick.routing.openai.BodyRewriter.ServerNames;
import eu.bailiwick.routing.openai.RequestHead;
import eu.bailiwick.routing.upstream.Call;
import eu.bailiwick.routing.usage.RequestFacts;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A request that may be served.
 *
 * @param asked the request
 * @param body its whole body
 * @param reading what it asks
 * @param decided the permitting decision
 * @param permits those of the decision's permits that can serve it; never empty
 * @param responseIds makes the ids of responses that callers see
 * @param reservation its room in the limits of its caller; null if there are none
 */
record Admitted(
    Asked asked,
    Buffer body,
    Reading reading,
    Decided decided,
    List<Permit> permits,
    ResponseIds responseIds,
    @Nullable Reservation reservation) {

  /** The same request, with room in the limits of its caller. */
  Admitted under(Reservation room) {
    return new Admitted(asked, body, reading, decided, permits, responseIds, room);
  }

  /** What was read of the body. */
  RequestHead head() {
    return reading.head();
  }

  RequestFacts facts() {
    return asked.facts(head(), body.length());
  }

  /**
   * What is sent to the endpoint of a permit.
   *
   * @param attempt number of the attempt, from 1
   * @param askUsage whether a stream is asked for its usage if the caller did not
   * @param traceparent the span to continue instead of the caller's; null for the caller's
   */
  Call call(int attempt, Permit permit, boolean askUsage, @Nullable String traceparent) {
    KeptResponse kept = reading.kept();
    ServerNames names =
        new ServerNames(
            permit.destination().endpoint().servedModel(), kept == null ? null : kept.id());
    return new Call(
        attempt,
        asked.byId() == null ? HttpMethod.POST : asked.byId().method(),
        uri(),
        asked.http().headers(),
        traceparent,
        BodyRewriter.rewrite(body, head(), names, askUsage),
        head().stream());
  }

  /** From the id of a response at the endpoint of a permit to the caller's. */
  UnaryOperator<String> responseId(Permit permit) {
    String tenant = asked.caller().tenant().id();
    KeptResponse kept = reading.kept();
    return id ->
        responseIds.bind(
            tenant,
            kept != null && kept.id().equals(id)
                ? kept
                : new KeptResponse(
                    permit.destination().endpoint().id(),
                    head().model(),
                    decided.eligibility().dataClass(),
                    id));
  }

  private String uri() {
    String path = asked.surface().path();
    KeptResponse kept = reading.kept();
    if (asked.byId() != null && kept != null) {
      path += "/" + URLEncoder.encode(kept.id(), StandardCharsets.UTF_8) + asked.byId().rest();
    }
    String query = asked.http().query();
    return query == null ? path : path + "?" + query;
  }
}
