package eu.bailiwick.routing.usage;

/** The audit cannot record now; nothing may be dispatched or answered on its strength. */
public final class AuditUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean recorded;

  /**
   * @param recorded whether the event got a number and may still reach the broker
   */
  public AuditUnavailableException(String message, boolean recorded) {
    super(message, null, false, false);
    this.recorded = recorded;
  }

  /** Whether the event got a number and may still reach the broker. */
  public boolean recorded() {
    return recorded;
  }
}
