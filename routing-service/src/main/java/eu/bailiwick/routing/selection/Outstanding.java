package eu.bailiwick.routing.selection;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the attempts that are under way, by endpoint. Safe on any thread. */
public final class Outstanding {

  private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();

  /** An attempt at {@code endpoint} begins. */
  public void begin(String endpoint) {
    counts.computeIfAbsent(endpoint, e -> new AtomicInteger()).incrementAndGet();
  }

  /** An attempt at {@code endpoint} that began has ended. */
  public void end(String endpoint) {
    counts.getOrDefault(endpoint, new AtomicInteger()).decrementAndGet();
  }

  /** Attempts at {@code endpoint} that are under way. */
  public int at(String endpoint) {
    AtomicInteger count = counts.get(endpoint);
    return count == null ? 0 : count.get();
  }

  /** Attempts under way at all endpoints. */
  public int total() {
    return counts.values().stream().mapToInt(AtomicInteger::get).sum();
  }
}
