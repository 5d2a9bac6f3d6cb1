package eu.bailiwick.sovereignty.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one demand on one candidate.
 *
 * @param origin who demands it: {@code catalogue}, {@code policy:ID}, {@code cell:ID} or {@code
 *     request}
 * @param demand the demand in words, such as "processing within EEA"
 * @param value whether it is met
 * @param reason why it is not; null if it is
 * @param found what the facts say, in words
 * @param path for exposure, the way through the chain to the country; otherwise empty
 */
public record Predicate(
    String origin,
    String demand,
    Truth value,
    @Nullable Reason reason,
    String found,
    List<String> path) {

  /** Copies {@code path}. */
  public Predicate {
    path = List.copyOf(path);
  }
}
