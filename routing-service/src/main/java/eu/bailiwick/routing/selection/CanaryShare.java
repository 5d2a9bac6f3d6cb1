package eu.bailiwick.routing.selection;

import eu.bailiwick.routing.decision.Permit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives a canary its share of the requests and no more: it is never the refuge of requests that are
 * not of its share, whatever becomes of the others. Only where nothing else may serve a request at
 * all is a canary an endpoint like any other.
 */
final class CanaryShare {

  private static final int PERCENT = 100;

  private CanaryShare() {}

  /**
   * Takes the canaries out of {@code enabled}, unless there is nothing else.
   *
   * @param enabled in an order that is the same for every request
   * @return the canary into whose share {@code lot} falls; null if into none
   */
  static @Nullable Permit take(List<Permit> enabled, long lot) {
    int canaries = 0;
    for (int i = 0; i < enabled.size(); i++) {
      canaries += percent(enabled.get(i)) == null ? 0 : 1;
    }
    if (canaries == 0 || canaries == enabled.size()) {
      return null;
    }
    Permit due = null;
    int point = Hashes.below(Hashes.mix(lot), PERCENT);
    for (int i = enabled.size() - 1; i >= 0; i--) {
      Integer percent = percent(enabled.get(i));
      if (percent != null) {
        Permit canary = enabled.remove(i);
        if (point >= 0 && point < percent) {
          due = canary;
        }
        point -= percent;
      }
    }
    return due;
  }

  private static @Nullable Integer percent(Permit permit) {
    return permit.destination().endpoint().canaryPercent();
  }
}
