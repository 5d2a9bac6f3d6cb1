package eu.bailiwick.routing.selection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A standing that a test sets. */
final class KnownStanding implements Standing {

  final Map<String, Long> out = new HashMap<>();
  final List<String> overruled = new ArrayList<>();

  @Override
  public boolean anyOut() {
    return !out.isEmpty();
  }

  @Override
  public long outFor(String endpoint) {
    return out.getOrDefault(endpoint, 0L);
  }

  @Override
  public void overruled(String endpoint) {
    overruled.add(endpoint);
  }
}
