package eu.bailiwick.routing.usage;

import java.util.concurrent.CompletionStage;

/**
 * Records usage events. Every method assigns the next number of the tenant, never blocks and may be
 * called from any thread; events of one tenant are numbered in the order of the calls.
 */
public interface UsageRecorder {

  /**
   * Records a refusal.
   *
   * @return completes when the broker has acknowledged the event; fails with {@link
   *     AuditUnavailableException} if it did not in time, or at once if it does not accept events
   */
  CompletionStage<Receipt> denied(Denied event);

  /**
   * Records that an attempt is about to be dispatched.
   *
   * @return completes when the broker has acknowledged the event; fails with {@link
   *     AuditUnavailableException} if it did not in time, or at once if it does not accept events.
   *     After a failure in time the event may still reach the broker, so that the caller must
   *     record {@link #closed} with outcome {@code not_dispatched}; after a refusal at once ({@link
   *     AuditUnavailableException#recorded()} is false) it must not
   */
  CompletionStage<Receipt> opened(Opened event);

  /**
   * The same for a caller who does not wait for the acknowledgement: the event leaves with others,
   * within a tenth of a second.
   *
   * @return completes when the event has its number and bytes, mostly at once; fails with {@link
   *     AuditUnavailableException} if it gets none
   */
  CompletionStage<Receipt> observed(Opened event);

  /** {@link #observed(Opened)} for a refusal. */
  CompletionStage<Receipt> observed(Denied event);

  /**
   * Records the end of an attempt. Always accepted: waits in memory until the broker acknowledges
   * it. The event leaves with others, within a tenth of a second.
   */
  void closed(Closed event);

  /** Whether a new request can be recorded now. */
  boolean accepts();
}
