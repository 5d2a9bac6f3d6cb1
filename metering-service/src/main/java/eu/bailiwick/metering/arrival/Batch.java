package eu.bailiwick.metering.arrival;

import java.util.List;

/**
 * What one transaction stores.
 *
 * @param moves one for every source, with no source twice
 * @param arrivals in the order of each source
 */
public record Batch(List<Move> moves, List<Arrival> arrivals) {

  /**
   * Moves the offset of a source.
   *
   * @param from as it is held
   * @param nextOffset where to go on afterwards
   */
  public record Move(Holding from, long nextOffset) {

    /** What is held once the move is committed. */
    public Holding done() {
      return from.movedTo(nextOffset);
    }
  }

  Batch with(List<Arrival> others) {
    return new Batch(moves, others);
  }
}
