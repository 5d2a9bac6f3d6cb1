package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.catalogue.Caller;
import eu.bailiwick.routing.openai.ApiError;
import eu.bailiwick.routing.openai.ErrorCode;
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

  Refusals(Audit audit, GatewayMetrics metrics) {
    this.audit = audit;
    this.metrics = metrics;
  }

  /** Refuses someone unknown: there is no one to whom the refusal could be attributed. */
  void refuseUnknown(HttpServerRequest request, ErrorCode code, String message) {
    metrics.denied(code.code());
    Responses.error(request, ApiError.of(code, message), code.retryAfter());
  }

  /**
   * Refuses a known caller; a strict tenant's refusal is answered once the audit has it.
   *
   * @param bodyEnded whether the whole body was taken; if not, the connection is closed
   */
  void refuse(
      Asked asked, RequestFacts facts, DecisionFacts decision, ApiError error, boolean bodyEnded) {
    refuse(asked.http(), asked.strict(), new Refused(facts, decision, error, bodyEnded));
  }

  /** Refuses what a known caller asked where nothing is served. */
  void refuse(
      HttpServerRequest request,
      Caller caller,
      RequestFacts facts,
      DecisionFacts decision,
      ApiError error) {
    boolean strict = caller.tenant().audit() == Tenant.Audit.STRICT;
    refuse(request, strict, new Refused(facts, decision, error, true));
  }

  private record Refused(
      RequestFacts facts, DecisionFacts decision, ApiError error, boolean bodyEnded) {

    Denied event() {
      return new Denied(facts, decision, error.status(), code());
    }

    String code() {
      return String.valueOf(error.code());
    }
  }

  private void refuse(HttpServerRequest request, boolean strict, Refused refused) {
    Responses.decision(request.response(), refused.facts().request());
    audit
        .denied(strict, refused.event())
        .onSuccess(
            recorded -> {
              metrics.denied(refused.code());
              answer(request, refused.error(), refused.bodyEnded());
            })
        .onFailure(failure -> unrecorded(request, refused.bodyEnded()));
  }

  /** Refuses because a request cannot be recorded; so this cannot be recorded either. */
  void auditUnavailable(Asked asked, boolean bodyEnded) {
    Responses.decision(asked.http().response(), asked.id());
    unrecorded(asked.http(), bodyEnded);
  }

  private void unrecorded(HttpServerRequest request, boolean bodyEnded) {
    metrics.denied(ErrorCode.AUDIT_UNAVAILABLE.code());
    answer(request, ApiError.of(ErrorCode.AUDIT_UNAVAILABLE, AUDIT_MESSAGE), bodyEnded);
  }

  private static void answer(HttpServerRequest request, ApiError error, boolean bodyEnded) {
    int retryAfter = retryAfter(error);
    if (bodyEnded) {
      Responses.error(request, error, retryAfter);
    } else {
      Responses.errorAndClose(request, error, retryAfter);
    }
  }

  /** Every error that is refused with is one of ours. */
  private static int retryAfter(ApiError error) {
    return ErrorCode.valueOf(String.valueOf(error.code()).toUpperCase(Locale.ROOT)).retryAfter();
  }
}
