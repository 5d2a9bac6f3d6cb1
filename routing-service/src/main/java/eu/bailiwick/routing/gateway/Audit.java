package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.usage.AuditUnavailableException;
import eu.bailiwick.routing.usage.Closed;
import eu.bailiwick.routing.usage.Denied;
import eu.bailiwick.routing.usage.Opened;
import eu.bailiwick.routing.usage.Receipt;
import eu.bailiwick.routing.usage.UsageRecorder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The audit as one tenant has it. Strict: a future completes when the broker has acknowledged.
 * Observing: when the event has its number, mostly at once, and what becomes of it then is the
 * recorder's business.
 */
final class Audit {

  private final UsageRecorder recorder;

  Audit(UsageRecorder recorder) {
    this.recorder = recorder;
  }

  /** Completes on the event loop when an attempt may be dispatched. */
  Future<Receipt> opened(boolean strict, Opened event) {
    return onEventLoop(strict ? recorder.opened(event) : recorder.observed(event));
  }

  /** Completes on the event loop when a refusal may be answered. */
  Future<Receipt> denied(boolean strict, Denied event) {
    return onEventLoop(strict ? recorder.denied(event) : recorder.observed(event));
  }

  void closed(Closed event) {
    recorder.closed(event);
  }

  /** Whether the event got a number although it was not acknowledged in time. */
  static boolean mayHaveBeenRecorded(Throwable failure) {
    return !(failure instanceof AuditUnavailableException unavailable) || unavailable.recorded();
  }

  private static Future<Receipt> onEventLoop(CompletionStage<Receipt> recorded) {
    CompletableFuture<Receipt> stage = recorded.toCompletableFuture();
    return switch (stage.state()) {
      case SUCCESS -> Future.succeededFuture(stage.resultNow());
      case FAILED -> Future.failedFuture(stage.exceptionNow());
      case RUNNING, CANCELLED -> Future.fromCompletionStage(stage, Vertx.currentContext());
    };
  }
}
