package eu.bailiwick.routing.drain;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** Knows what is under way, and waits for its end when the service stops. */
@Singleton
public final class Drain {

  /** Something under way. */
  @FunctionalInterface
  public interface Work {

    /** Comes to its end at once, and says so with {@link Drain#left}; on any thread. */
    void cut();
  }

  private static final Logger LOG = Logger.getLogger(Drain.class);

  /** For connections that are reset and events that are numbered, both without waiting. */
  private static final Duration CUTTING = Duration.ofSeconds(2);

  private final Set<Work> underWay = ConcurrentHashMap.newKeySet();
  private final LongSupplier nanos;
  private final Object changed = new Object();
  private volatile boolean begun;

  @Inject
  Drain() {
    this(System::nanoTime);
  }

  /**
   * @param nanos a clock like {@link System#nanoTime}
   */
  Drain(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Whether the service stops, so that nothing new is to be begun. */
  public boolean begun() {
    return begun;
  }

  /** Something began. */
  public void entered(Work work) {
    underWay.add(work);
  }

  /** Something that began ended. */
  public void left(Work work) {
    underWay.remove(work);
    if (begun && underWay.isEmpty()) {
      synchronized (changed) {
        changed.notifyAll();
      }
    }
  }

  /** What is under way. */
  public int underWay() {
    return underWay.size();
  }

  /** Waits until nothing is under way, and cuts what still is at the limit. Blocks. */
  void run(Duration limit) {
    begun = true;
    int at = underWay.size();
    if (at > 0) {
      LOG.infof("stopping: %d requests under way have %d s", at, limit.toSeconds());
    }
    try {
      if (!awaitNone(limit)) {
        LOG.warnf("stopping: %d requests are cut", underWay.size());
        underWay.forEach(Work::cut);
        awaitNone(CUTTING);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitNone(Duration limit) throws InterruptedException {
    long end = nanos.getAsLong() + limit.toNanos();
    synchronized (changed) {
      while (!underWay.isEmpty()) {
        long left = end - nanos.getAsLong();
        if (left <= 0) {
          return false;
        }
        changed.wait(Math.max(1, Duration.ofNanos(left).toMillis()));
      }
    }
    return true;
  }
}
