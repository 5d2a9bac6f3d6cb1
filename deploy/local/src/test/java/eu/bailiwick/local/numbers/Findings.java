package eu.bailiwick.local.numbers;

import java.util.ArrayList;
import java.util.List;

/** What should not have happened. Safe on any thread. */
final class Findings {

  private static final int SHOWN = 10;

  private final List<String> found = new ArrayList<>();

  /** Notes something unless it is as it should be. */
  synchronized void expect(boolean asItShouldBe, String otherwise) {
    if (!asItShouldBe) {
      found.add(otherwise);
    }
  }

  /** Prints what was found; returns the exit status, 1 if there was anything. */
  synchronized int print() {
    System.out.println(found.isEmpty() ? "all as it should be" : found.size() + " FINDINGS:");
    found.stream().limit(SHOWN).forEach(finding -> System.out.println("  " + finding));
    return found.isEmpty() ? 0 : 1;
  }
}
