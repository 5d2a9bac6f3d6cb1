package eu.bailiwick.metering.replay;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a tenant's log that was gone through.
 *
 * @param from first index
 * @param to first index behind
 * @param decisions those in it, in order
 * @param until time of its last event; null if it held none
 */
record Stretch(
    String tenant, long from, long to, List<Examined> decisions, @Nullable Instant until) {

  long count(Class<? extends Verdict> verdict) {
    return decisions.stream().map(Examined::verdict).filter(verdict::isInstance).count();
  }
}
