package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.catalogue.Caller;
import eu.bailiwick.routing.drain.Drain;
import eu.bailiwick.routing.openai.ApiError;
import eu.bailiwick.routing.openai.ErrorCode;
import eu.bailiwick.routing.openai.Surface;
import eu.bailiwick.routing.telemetry.Sight;
import eu.bailiwick.routing.telemetry.Telemetry;
import eu.bailiwick.routing.usage.DecisionFacts;
import eu.bailiwick.routing.usage.Denied;
import eu.bailiwick.routing.usage.RequestFacts;
import eu.bailiwick.sovereignty.catalogue.Tenant;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/** Refuses: records the refusal, if the caller is known, and answers. */
final class Refusals {

  private static final String AUDIT_MESSAGE =
      "The audit cannot record this request now, so it is not served.";

  private final Audit audit;
  private final GatewayMetrics metrics;
  private final Telemetry telemetry;
  private final Drain drain;

  Refusals(Audit audit, GatewayMetrics metrics, Telemetry telemetry, Drain drain) {
    this.audit = audit;
    this.metrics = metrics;
    this.telemetry = telemetry;
    this.drain = drain;
  }

  /** Refuses someone unknown: there is no one to whom the refusal could be attributed. */
  void refuseUnknown(HttpServerRequest request, ErrorCode code, String message) {
    refuseUnknown(request, ApiError.of(code, message), true);
  }

  /**
   * The same.
   *
   * @param bodyEnded whether the whole body was taken; if not, the connection is closed
   */
  void refuseUnknown(HttpServerRequest request, ApiError error, boolean bodyEnded) {
    metrics.denied(String.valueOf(error.code()));
    answer(request, error, bodyEnded);
    telemetry.unattributed(request, surface(request.path()), error.code());
  }

  /** Of a path only what is served. */
  private static String surface(String path) {
    for (Surface surface : Surface.values()) {
      if (path.equals(surface.path()) || path.startsWith(surface.path() + "/")) {
        return surface.path();
      }
    }
    return path.startsWith("/v1/models") ? "/v1/models" : "none";
  }

  /**
   * Refuses a known caller; a strict tenant's refusal is answered once the audit has it.
   *
   * @param bodyEnded whether the whole body was taken; if not, the connection is closed
   */
  void refuse(
      Asked asked, RequestFacts facts, DecisionFacts decision, ApiError error, boolean bodyEnded) {
    refuse(
        asked.http(),
        asked.sight(),
        asked.strict(),
        new Refused(facts, decision, error, bodyEnded));
  }

  /** Records that a permitted request came to nothing because its client left. */
  void clientLeft(Admitted admitted) {
    refuse(
        admitted.asked(),
        admitted.facts(),
        admitted.decided().facts(),
        ApiError.of(ErrorCode.CLIENT_LEFT, "The client left before anything was tried."),
        true);
  }

  /**
   * Refuses a known caller without having read what is asked.
   *
   * @param bodyEnded whether the whole body was taken; if not, the connection is closed
   */
  void refuse(
      HttpServerRequest request,
      Caller caller,
      RequestFacts facts,
      DecisionFacts decision,
      ApiError error,
      boolean bodyEnded) {
    boolean strict = caller.tenant().audit() == Tenant.Audit.STRICT;
    Sight sight = telemetry.begin(facts.request(), caller, surface(request.path()), request);
    refuse(request, sight, strict, new Refused(facts, decision, error, bodyEnded));
  }

  private record Refused(
      RequestFacts facts, DecisionFacts decision, ApiError error, boolean bodyEnded) {

    Denied event(Sight sight) {
      return new Denied(facts, decision, error.status(), code(), sight.traceparent());
    }

    String code() {
      return String.valueOf(error.code());
    }
  }

  /** A refusal that is being recorded; it takes no longer than the audit may take. */
  private static final class Pending implements Drain.Work {
    @Override
    public void cut() {}
  }

  private void refuse(HttpServerRequest request, Sight sight, boolean strict, Refused refused) {
    Responses.decision(request.response(), refused.facts().request());
    Drain.Work pending = new Pending();
    drain.entered(pending);
    audit
        .denied(strict, refused.event(sight))
        .onSuccess(
            receipt -> {
              Responses.receipt(request.response(), receipt);
              answer(request, sight, refused);
            })
        .onFailure(
            failure -> {
              if (strict) {
                unrecorded(request, sight, refused.bodyEnded());
              } else {
                answer(request, sight, refused);
              }
            })
        .onComplete(answered -> drain.left(pending));
  }

  private void answer(HttpServerRequest request, Sight sight, Refused refused) {
    metrics.denied(refused.code());
    answer(request, sight, refused.error(), refused.bodyEnded());
  }

  /** Refuses because a request cannot be recorded; so this cannot be recorded either. */
  void auditUnavailable(Asked asked, boolean bodyEnded) {
    Responses.decision(asked.http().response(), asked.id());
    unrecorded(asked.http(), asked.sight(), bodyEnded);
  }

  private void unrecorded(HttpServerRequest request, Sight sight, boolean bodyEnded) {
    metrics.denied(ErrorCode.AUDIT_UNAVAILABLE.code());
    answer(request, sight, ApiError.of(ErrorCode.AUDIT_UNAVAILABLE, AUDIT_MESSAGE), bodyEnded);
  }

  private static void answer(
      HttpServerRequest request, Sight sight, ApiError error, boolean bodyEnded) {
    answer(request, error, bodyEnded);
    sight.refused(error.status(), String.valueOf(error.code()));
  }

  private static void answer(HttpServerRequest request, ApiError error, boolean bodyEnded) {
    int retryAfter = retryAfter(error);
    if (bodyEnded) {
      Responses.error(request, error, retryAfter);
    } else {
      Responses.errorAndLinger(request, error, retryAfter);
    }
  }

  /** Every error that is refused with is one of ours. */
  private static int retryAfter(ApiError error) {
    return ErrorCode.valueOf(String.valueOf(error.code()).toUpperCase(Locale.ROOT)).retryAfter();
  }
}
