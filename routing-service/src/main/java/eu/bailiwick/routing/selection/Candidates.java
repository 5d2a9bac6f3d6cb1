package eu.bailiwick.routing.selection;

import eu.bailiwick.routing.decision.Permit;
import java.util.List;

/**
 * Lawful endpoints among which one choice is made. Can shrink and nothing else; keeps the order.
 */
public final class Candidates {

  private final Permit[] permits;
  private int size;

  Candidates(List<Permit> permits) {
    this.permits = permits.toArray(new Permit[0]);
    this.size = this.permits.length;
  }

  public int size() {
    return size;
  }

  /**
   * @param index from 0 to {@link #size()}, exclusive
   */
  public Permit get(int index) {
    return permits[index];
  }

  /** Id of the endpoint at {@code index}. */
  String endpoint(int index) {
    return permits[index].destination().endpoint().id();
  }

  int weight(int index) {
    return permits[index].destination().endpoint().weight();
  }

  void drop(int index) {
    System.arraycopy(permits, index + 1, permits, index, size - index - 1);
    size--;
  }
}
