package eu.bailiwick.routing.usage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * Ends of attempts that wait for a producer before they get a number, in order. One thread at a
 * time changes it; any may ask for {@link #size}.
 */
final class Unnumbered {

  private record Entry(String tenant, Content.End end) {}

  private final Deque<Entry> entries = new ArrayDeque<>();
  private final AtomicInteger size = new AtomicInteger();

  int size() {
    return size.get();
  }

  void add(String tenant, Content.End end) {
    entries.add(new Entry(tenant, end));
    size.set(entries.size());
  }

  /** Puts all of {@code earlier} before the others. */
  void addFirst(Unnumbered earlier) {
    earlier.entries.descendingIterator().forEachRemaining(entries::addFirst);
    size.set(entries.size());
  }

  /** Gives and removes all, in order. */
  void drain(BiConsumer<String, Content.End> action) {
    while (!entries.isEmpty()) {
      Entry entry = entries.remove();
      size.set(entries.size());
      action.accept(entry.tenant(), entry.end());
    }
  }
}
