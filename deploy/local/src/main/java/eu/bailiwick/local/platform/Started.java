package eu.bailiwick.local.platform;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been started so far, to be stopped in reverse order. Safe on any thread. */
final class Started implements AutoCloseable {

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  synchronized <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    return part;
  }

  /** Stops everything, whatever fails on the way; the first failure is thrown at the end. */
  @Override
  public synchronized void close() {
    RuntimeException failure = null;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        if (failure == null) {
          failure = new IllegalStateException("something could not be stopped", e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
