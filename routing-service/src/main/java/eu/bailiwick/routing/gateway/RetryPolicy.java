package eu.bailiwick.routing.gateway;

/** Says what follows a failed attempt. Safe on any thread. */
final class RetryPolicy {

  /** What follows. */
  enum Next {
    /** An attempt at another lawful endpoint, if one is left. */
    ANOTHER_ENDPOINT,
    /** One more attempt at the same endpoint. */
    SAME_ENDPOINT,
    /** The caller learns of the failure. */
    GIVE_UP
  }

  /**
   * Decides.
   *
   * @param failure of the last attempt
   * @param attempts that were made, the last one included
   */
  Next after(Failure failure, int attempts) {
    return failure instanceof Failure.NotConnected ? Next.ANOTHER_ENDPOINT : Next.GIVE_UP;
  }
}
