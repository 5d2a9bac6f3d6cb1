package eu.bailiwick.routing.catalogue;

import jakarta.inject.Singleton;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the registry's stream of changes tells whoever fetches snapshots: that it lives, and how far
 * the catalogue is. Safe on any thread.
 */
@Singleton
final class StreamState {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private boolean alive;
  private long newest;

  /** The stream lives and does not say how far the catalogue is. */
  void alive() {
    alive(0);
  }

  /** The stream lives, and the catalogue has reached a revision. */
  void alive(long revision) {
    lock.lock();
    try {
      alive = true;
      newest = Math.max(newest, revision);
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The stream is broken: nothing that it said is to be waited for any more. */
  void lost() {
    lock.lock();
    try {
      alive = false;
      newest = 0;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the stream is followed now. */
  boolean isAlive() {
    lock.lock();
    try {
      return alive;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits as long as the stream lives and says nothing of a later revision than {@code served}, at
   * most for {@code nanos}.
   */
  void awaitNews(long served, long nanos) throws InterruptedException {
    long left = nanos;
    lock.lock();
    try {
      while (alive && newest <= served && left > 0) {
        left = news.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
