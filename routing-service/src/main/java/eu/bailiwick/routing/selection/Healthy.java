package eu.bailiwick.routing.selection;

/**
 * Leaves out the endpoints that are not well. Failures that were only observed leave out at most a
 * share of the candidates: they may be the fault of the requests or of the network, and the rest
 * must bear the load. An endpoint that says that it is not ready is believed. If all are out, none
 * is.
 */
final class Healthy {

  private final Standing standing;
  private final double mostEjected;

  /**
   * @param mostEjected share of the candidates, from 0 to 1
   */
  Healthy(Standing standing, double mostEjected) {
    this.standing = standing;
    this.mostEjected = mostEjected;
  }

  boolean takes(String endpoint) {
    return !standing.anyOut() || standing.outFor(endpoint) == 0;
  }

  /** Whether {@code candidates} are the ones that are out, because all of them are. */
  boolean narrow(Candidates candidates) {
    if (!standing.anyOut() || candidates.size() == 0) {
      return false;
    }
    int size = candidates.size();
    long[] outFor = new long[size];
    int unready = 0;
    int ejected = 0;
    for (int i = 0; i < size; i++) {
      outFor[i] = standing.outFor(candidates.endpoint(i));
      unready += outFor[i] == Standing.NOT_READY ? 1 : 0;
      ejected += outFor[i] != 0 && outFor[i] != Standing.NOT_READY ? 1 : 0;
    }
    if (unready + ejected == size) {
      return true;
    }
    readmit(outFor, ejected - (int) (size * mostEjected));
    for (int i = size - 1; i >= 0; i--) {
      if (outFor[i] != 0) {
        candidates.drop(i);
      }
    }
    return false;
  }

  /** Takes back in the {@code surplus} endpoints that would be back first. */
  private static void readmit(long[] outFor, int surplus) {
    for (int n = 0; n < surplus; n++) {
      int soonest = -1;
      for (int i = 0; i < outFor.length; i++) {
        boolean ejected = outFor[i] != 0 && outFor[i] != Standing.NOT_READY;
        if (ejected && (soonest < 0 || outFor[i] < outFor[soonest])) {
          soonest = i;
        }
      }
      outFor[soonest] = 0;
    }
  }
}
