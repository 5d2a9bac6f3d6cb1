package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.usage.AuditUnavailableException;
import eu.bailiwick.routing.usage.Closed;
import eu.bailiwick.routing.usage.Denied;
import eu.bailiwick.routing.usage.Opened;
import eu.bailiwick.routing.usage.UsageRecorder;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletionStage;

/**
 * The audit as one tenant has it. Strict: a future completes when the broker has acknowledged.
 * Observing: it completes at once, unless the event is refused at once, and what becomes of the
 * event is the recorder's business.
 */
final class Audit {

  private final UsageRecorder recorder;

  Audit(UsageRecorder recorder) {
    this.recorder = recorder;
  }

  /** Completes on the event loop when an attempt may be dispatched. */
  Future<Void> opened(boolean strict, Opened event) {
    return strict ? acknowledged(recorder.opened(event)) : accepted(recorder.observed(event));
  }

  /** Completes on the event loop when a refusal may be answered. */
  Future<Void> denied(boolean strict, Denied event) {
    CompletionStage<Void> recorded = recorder.denied(event);
    return strict ? acknowledged(recorded) : Future.succeededFuture();
  }

  void closed(Closed event) {
    recorder.closed(event);
  }

  /** Whether the event got a number although it was not acknowledged in time. */
  static boolean mayHaveBeenRecorded(Throwable failure) {
    return !(failure instanceof AuditUnavailableException unavailable) || unavailable.recorded();
  }

  private static Future<Void> acknowledged(CompletionStage<Void> recorded) {
    Context context = Vertx.currentContext();
    return Future.fromCompletionStage(recorded, context);
  }

  private static Future<Void> accepted(CompletionStage<Void> recorded) {
    var future = recorded.toCompletableFuture();
    return future.isCompletedExceptionally() && !mayHaveBeenRecorded(future.exceptionNow())
        ? Future.failedFuture(future.exceptionNow())
        : Future.succeededFuture();
  }
}
