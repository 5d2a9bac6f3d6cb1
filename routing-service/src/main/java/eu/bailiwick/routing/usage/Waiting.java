package eu.bailiwick.routing.usage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The numbered events that the broker has not acknowledged, in the order of their numbers. One
 * thread at a time changes it; any may ask for {@link #size} and {@link #longerThan}.
 */
final class Waiting {

  private final Deque<Numbered> unacknowledged = new ArrayDeque<>();
  private final Deque<Numbered> awaited = new ArrayDeque<>();
  private final Deque<Numbered> held = new ArrayDeque<>();
  private final AtomicInteger size = new AtomicInteger();
  private volatile @Nullable Numbered oldest;

  /** How many wait. */
  int size() {
    return size.get();
  }

  /** How many no producer has yet. */
  int held() {
    return held.size();
  }

  /** How many a producer has. */
  int offered() {
    return size.get() - held.size();
  }

  /** Whether one waits for longer than {@code limit} nanoseconds at tick {@code now}. */
  boolean longerThan(long limit, long now) {
    Numbered first = oldest;
    return first != null && first.waitsLongerThan(limit, now);
  }

  /** Adds an event; {@link #handOver} brings it on its way. */
  void add(Numbered event) {
    unacknowledged.add(event);
    held.add(event);
    if (event.awaited()) {
      awaited.add(event);
    }
    size.incrementAndGet();
    oldest = unacknowledged.peek();
  }

  /** Offers events that no producer has yet, in order, until one is not taken. */
  void handOver(int most, Predicate<Numbered> taken) {
    for (int i = 0; i < most && !held.isEmpty() && taken.test(held.element()); i++) {
      held.remove();
    }
  }

  /** The broker has it. */
  void acknowledged(Numbered event) {
    event.acknowledge();
    size.decrementAndGet();
    while (!unacknowledged.isEmpty() && unacknowledged.element().acknowledged()) {
      unacknowledged.remove();
    }
    oldest = unacknowledged.peek();
  }

  /** Tells the callers that have waited for longer than {@code limit} nanoseconds. */
  void expire(long limit, long now) {
    while (!awaited.isEmpty() && hasWaited(awaited.element(), limit, now)) {
      awaited.remove().fail("the broker did not acknowledge the event in time");
    }
  }

  private static boolean hasWaited(Numbered event, long limit, long now) {
    return !event.awaited() || event.waitsLongerThan(limit, now);
  }

  /** Removes and gives all, in order. */
  List<Numbered> takeAll() {
    List<Numbered> all = unacknowledged.stream().filter(e -> !e.acknowledged()).toList();
    unacknowledged.clear();
    awaited.clear();
    held.clear();
    size.set(0);
    oldest = null;
    return all;
  }
}
