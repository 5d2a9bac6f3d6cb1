package eu.bailiwick.metering.evidence;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.ledger.Leaf;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a tenant's log.
 *
 * @param opening null if it was destroyed
 * @param facts what is known of an event besides; null for a finding
 * @param destruction id of what destroyed the opening; null while it is there
 */
record Item(
    long index,
    Leaf leaf,
    @Nullable Opening opening,
    @Nullable Facts facts,
    @Nullable UUID destruction) {

  /** What the leaf commits to. */
  record Opening(Bytes salt, Bytes content) {}

  /**
   * Columns of an event's row.
   *
   * @param request null for an event of no request
   * @param dataClass the class that counted; null if there is none
   * @param countries in which it may have been processed; empty unless it was sent somewhere
   * @param snapshot digest of the one that its decision names; null if none
   */
  record Facts(
      @Nullable UUID request,
      @Nullable String dataClass,
      List<String> countries,
      @Nullable String snapshot) {}

  /** Whether it is an event that was or may have been sent to an endpoint. */
  boolean isDispatch() {
    return leaf.kind().equals("opened") || leaf.kind().equals("closed");
  }
}
