package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.openai.ApiError;
import eu.bailiwick.routing.openai.ErrorCode;
import eu.bailiwick.routing.openai.Surface;
import eu.bailiwick.routing.telemetry.Telemetry;
import eu.bailiwick.routing.usage.DecisionFacts;
import eu.bailiwick.routing.usage.Denied;
import eu.bailiwick.routing.usage.RequestFacts;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/** Refuses: records the refusal, if the caller is known, and answers. */
final class Refusals {

  private static final String AUDIT_MESSAGE =
      "The audit cannot record this request now, so it is not served.";

  private final Audit audit;
  private final GatewayMetrics metrics;
  private final Telemetry telemetry;

  Refusals(Audit audit, GatewayMetrics metrics, Telemetry telemetry) {
    this.audit = audit;
    this.metrics = metrics;
    this.telemetry = telemetry;
  }

  /** Refuses someone unknown: there is no one to whom the refusal could be attributed. */
  void refuseUnknown(HttpServerRequest request, ErrorCode code, String message) {
    metrics.denied(code.code());
    Responses.error(request.response(), ApiError.of(code, message), code.retryAfter());
    telemetry.unattributed(request, surface(request.path()), code.code());
  }

  /** Of a path only what is served. */
  private static String surface(String path) {
    for (Surface surface : Surface.values()) {
      if (surface.path().equals(path)) {
        return path;
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
    String code = String.valueOf(error.code());
    Responses.decision(asked.http().response(), asked.id());
    audit
        .denied(
            asked.strict(),
            new Denied(facts, decision, error.status(), code, asked.sight().traceparent()))
        .onSuccess(
            recorded -> {
              metrics.denied(code);
              answer(asked, error, bodyEnded);
            })
        .onFailure(failure -> auditUnavailable(asked, bodyEnded));
  }

  /** Refuses because a request cannot be recorded; so this cannot be recorded either. */
  void auditUnavailable(Asked asked, boolean bodyEnded) {
    metrics.denied(ErrorCode.AUDIT_UNAVAILABLE.code());
    Responses.decision(asked.http().response(), asked.id());
    answer(asked, ApiError.of(ErrorCode.AUDIT_UNAVAILABLE, AUDIT_MESSAGE), bodyEnded);
  }

  private static void answer(Asked asked, ApiError error, boolean bodyEnded) {
    int retryAfter = retryAfter(error);
    if (bodyEnded) {
      Responses.error(asked.http().response(), error, retryAfter);
    } else {
      Responses.errorAndClose(asked.http(), error, retryAfter);
    }
    asked.sight().refused(error.status(), String.valueOf(error.code()));
  }

  /** Every error that is refused with is one of ours. */
  private static int retryAfter(ApiError error) {
    return ErrorCode.valueOf(String.valueOf(error.code()).toUpperCase(Locale.ROOT)).retryAfter();
  }
}
