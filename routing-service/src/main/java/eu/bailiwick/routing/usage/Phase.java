package eu.bailiwick.routing.usage;

/**
 * Where a recorder stands. {@code Connecting → Running → Ending → Ended}; a producer that fails for
 * good leads from {@code Running} over {@code GivingUp} back to {@code Connecting}, with the next
 * epoch.
 */
sealed interface Phase {

  /**
   * There is no producer yet; ends wait without a number.
   *
   * @param notBefore tick of the nanosecond clock before which no producer is started
   */
  record Connecting(long notBefore) implements Phase {}

  /** Numbers are given out. */
  record Running(EventTopic topic) implements Phase {}

  /** The producer is being closed, so that nothing of its epoch is acknowledged later. */
  record GivingUp(EventTopic topic) implements Phase {}

  /** Every tenant's last number is given out; the producer delivers what waits. */
  record Ending(EventTopic topic) implements Phase {}

  /** Nothing is recorded any more. */
  record Ended() implements Phase {}
}
