package eu.bailiwick.metering.registers;

/**
 * How the rows of a register add up to the events of the ledger.
 *
 * @param log id of the tenant's log
 * @param treeSize its size when the register was made
 * @param treeEvents events that are counted for the tenant, of any time
 * @param treeFindings entries of the log about them; tree size is the sum of both
 * @param events of the period, by type
 * @param attempts closed events of the period that count, and opened ones that are not closed
 * @param open of them, those not closed
 * @param denied refused requests of the period
 * @param rowAttempts what the rows have of attempts
 * @param rowDenied what the rows have of refused requests
 * @param addsUp whether all of this fits together
 */
record Reconciliation(
    String log,
    long treeSize,
    long treeEvents,
    long treeFindings,
    Events events,
    long attempts,
    long open,
    long denied,
    long rowAttempts,
    long rowDenied,
    boolean addsUp) {

  /**
   * Events of a period by type.
   *
   * @param repeatedEnds closed events of attempts whose end was there already; no further attempts
   */
  record Events(
      long announced, long opened, long closed, long repeatedEnds, long denied, long ended) {}
}
