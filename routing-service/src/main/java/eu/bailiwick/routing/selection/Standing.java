package eu.bailiwick.routing.selection;

/** What is known of the health of endpoints: advice, never law. Safe on any thread. */
public interface Standing {

  /** {@link #outFor} of an endpoint that says itself that it is not ready. */
  long NOT_READY = Long.MAX_VALUE;

  /** Whether any endpoint may be out; false spares asking for each. */
  boolean anyOut();

  /**
   * How long an endpoint is to be left alone.
   *
   * @return nanoseconds; 0 if it takes requests, {@link #NOT_READY} if it says that it does not
   */
  long outFor(String endpoint);

  /** Learns that an endpoint which is out is used, as no other is left for a request. */
  void overruled(String endpoint);
}
