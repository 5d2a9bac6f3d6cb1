package eu.bailiwick.registry.json;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one document. Beyond a bound it only counts. For one thread. */
public final class Violations {

  private static final int KEPT = 200;

  private final List<Violation> kept = new ArrayList<>();
  private int count;

  /** Records one more. */
  public void report(String path, String message) {
    count++;
    if (kept.size() < KEPT) {
      kept.add(new Violation(path, message));
    }
  }

  public boolean isEmpty() {
    return count == 0;
  }

  /** How many there are, those beyond the bound included. */
  public int count() {
    return count;
  }

  /** The first ones, in order of discovery. */
  public List<Violation> list() {
    return List.copyOf(kept);
  }
}
