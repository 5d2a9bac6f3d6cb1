package eu.bailiwick.routing.limits;

/**
 * A limit as a snapshot has it.
 *
 * @param slot what it bounds
 * @param size how much fits; at least 1
 * @param revision of the catalogue: of two limits of one slot the later one holds
 */
public record Bound(Slot slot, long size, long revision) {

  /** What a request takes of it. */
  long amount(long tokens) {
    return slot.measure().countsTokens() ? tokens : 1;
  }
}
