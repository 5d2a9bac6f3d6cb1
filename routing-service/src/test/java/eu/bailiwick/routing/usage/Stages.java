package eu.bailiwick.routing.usage;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** What becomes of stages. */
final class Stages {

  private Stages() {}

  /** Waits until the stage completes; fails if it fails. */
  static void done(CompletionStage<?> stage) {
    stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** Waits until the stage fails as the contract says, and gives the failure. */
  static AuditUnavailableException failure(CompletionStage<?> stage) {
    try {
      done(stage);
    } catch (CompletionException e) {
      if (e.getCause() instanceof AuditUnavailableException unavailable) {
        return unavailable;
      }
      throw e;
    }
    throw new AssertionError("the stage did not fail");
  }

  /** Waits, and tells whether the stage succeeded. */
  static boolean succeeds(CompletableFuture<?> stage) {
    return stage.handle((_, failure) -> failure == null).join();
  }

  /** Waits, and tells whether the event got a number, acknowledged in time or not. */
  static boolean numbered(CompletableFuture<?> stage) {
    return stage
        .handle(
            (_, failure) ->
                failure == null
                    || (failure instanceof AuditUnavailableException late && late.recorded()))
        .join();
  }
}
