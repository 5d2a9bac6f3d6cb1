package eu.bailiwick.registry.changes;

import eu.bailiwick.registry.http.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Tells all watchers of this process what is new. While there are any, one thread looks at the
 * catalogue's revision, whichever process made it, and reads each change once; watchers that are
 * further behind read for themselves, few at a time.
 */
final class ChangeFeed implements AutoCloseable {

  /** How many watchers may read the database at once. */
  private static final int READERS = 4;

  /** Further behind than this, watchers read for themselves. */
  private static final long FURTHEST = 1000;

  private static final long WINDOW_SIZE = 8L << 20;
  private static final Logger LOG = Logger.getLogger(ChangeFeed.class);

  private final ChangeSource source;
  private final Duration pollInterval;
  private final Semaphore readers = new Semaphore(READERS);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private volatile Window window = Window.EMPTY;
  private int watchers;
  private boolean polling;
  private volatile boolean closed;

  ChangeFeed(ChangeSource source, Duration pollInterval) {
    this.source = source;
    this.pollInterval = pollInterval;
  }

  /** Somebody watches from now, until {@link #leave}. */
  void join() {
    lock.lock();
    try {
      watchers++;
      if (!polling && !closed) {
        polling = true;
        Thread.ofVirtual().name("change-feed").start(this::poll);
      }
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      watchers--;
    } finally {
      lock.unlock();
    }
  }

  int watchers() {
    lock.lock();
    try {
      return watchers;
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    return closed;
  }

  /**
   * What comes after {@code revision}, as the database has it now; empty if nothing does.
   *
   * @throws RefusedException if some of it is compacted
   */
  List<Told> stored(long revision) throws InterruptedException {
    readers.acquire();
    try {
      return source.after(revision);
    } finally {
      readers.release();
    }
  }

  /** Compact JWS of what the change of a revision revoked. */
  List<String> revocationsOf(long revision) throws InterruptedException {
    readers.acquire();
    try {
      return source.revocationsOf(revision);
    } finally {
      readers.release();
    }
  }

  /**
   * Waits for what comes after {@code revision}.
   *
   * @return empty if nothing came within {@code patience}, or this closed
   * @throws RefusedException if some of it is compacted
   */
  List<Told> next(long revision, Duration patience) throws InterruptedException {
    Window known = await(revision, patience);
    if (known.newest() <= revision) {
      return List.of();
    }
    Optional<List<Told>> kept = known.after(revision);
    return kept.isPresent() ? kept.get() : stored(revision);
  }

  private Window await(long revision, Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lock();
    try {
      while (!closed && window.newest() <= revision && left > 0) {
        left = news.awaitNanos(left);
      }
      return window;
    } finally {
      lock.unlock();
    }
  }

  private void poll() {
    boolean failing = false;
    while (goOn()) {
      try {
        look();
        failing = false;
        Thread.sleep(pollInterval);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (!failing) {
          LOG.warn("the catalogue's revision cannot be read; watchers wait", e);
        }
        failing = true;
        pause();
      }
    }
  }

  private boolean goOn() {
    lock.lock();
    try {
      polling = watchers > 0 && !closed;
      return polling;
    } finally {
      lock.unlock();
    }
  }

  private void look() {
    long now = source.revision();
    Window known = window;
    if (known.equals(Window.EMPTY) || known.newest() < now - FURTHEST || known.newest() > now) {
      publish(Window.startingAt(now));
      return;
    }
    while (known.newest() < now) {
      known = extended(known, now);
      publish(known);
    }
  }

  private Window extended(Window known, long now) {
    try {
      List<Told> next = source.after(known.newest());
      return next.isEmpty() ? Window.startingAt(now) : known.plus(next, WINDOW_SIZE);
    } catch (RefusedException compacted) {
      return Window.startingAt(now);
    }
  }

  private void publish(Window next) {
    lock.lock();
    try {
      window = next;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void pause() {
    lock.lock();
    try {
      long left = pollInterval.multipliedBy(10).toNanos();
      while (!closed && left > 0) {
        left = news.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Lets every watcher end. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
