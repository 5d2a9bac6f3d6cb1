package eu.bailiwick.metering.arrival;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one transaction stores. */
public final class Batch {

  private final List<Move> moves;
  private final List<Arrival> arrivals;
  private final PreparedEvents prepared;

  /**
   * Moves the offset of a source.
   *
   * @param from as it is held
   * @param nextOffset where to go on afterwards
   * @param readUntil when the last record before that was put there; null if that is not known
   */
  public record Move(Holding from, long nextOffset, @Nullable Instant readUntil) {

    public Move(Holding from, long nextOffset) {
      this(from, nextOffset, null);
    }

    /** What is held once the move is committed. */
    public Holding done() {
      return from.movedTo(nextOffset);
    }
  }

  /**
   * Computes what can be computed before the transaction, on all processors.
   *
   * @param moves one for every source, with no source twice
   * @param arrivals in the order of each source
   */
  public Batch(List<Move> moves, List<? extends Arrival> arrivals) {
    this(List.copyOf(moves), List.copyOf(arrivals), PreparedEvents.of(arrivals));
  }

  private Batch(List<Move> moves, List<Arrival> arrivals, PreparedEvents prepared) {
    this.moves = moves;
    this.arrivals = arrivals;
    this.prepared = prepared;
  }

  List<Move> moves() {
    return moves;
  }

  List<Arrival> arrivals() {
    return arrivals;
  }

  PreparedEvents prepared() {
    return prepared;
  }

  /** The same moves with some of the arrivals, or with dead letters in their places. */
  Batch with(List<Arrival> others) {
    return new Batch(moves, others, prepared);
  }

  /** Some of the arrivals, and no moves. */
  Batch part(List<Arrival> some) {
    return new Batch(List.of(), some, prepared);
  }
}
