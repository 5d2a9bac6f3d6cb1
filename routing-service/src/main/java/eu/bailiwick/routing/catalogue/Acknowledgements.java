package eu.bailiwick.routing.catalogue;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is to be told to the registry. A revocation that was masked is told until the registry has
 * taken it, even if a snapshot holds it by then. Safe on any thread.
 */
final class Acknowledgements {

  private final Instant startedAt;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Map<String, Instant> masked = new LinkedHashMap<>();
  private @Nullable Serving serving;
  private Instant servingSince;
  private boolean untold;

  Acknowledgements(Clock clock) {
    this.clock = clock;
    this.startedAt = clock.instant();
    this.servingSince = startedAt;
  }

  /** A snapshot is served, and nothing is admitted by an older one any more. */
  void served(Serving next) {
    lock.lock();
    try {
      serving = next;
      servingSince = clock.instant();
      tell();
    } finally {
      lock.unlock();
    }
  }

  /** A revocation is masked, and nothing is admitted to its subject any more. */
  void masked(String revocation) {
    lock.lock();
    try {
      masked.putIfAbsent(revocation, clock.instant());
      tell();
    } finally {
      lock.unlock();
    }
  }

  private void tell() {
    untold = true;
    news.signalAll();
  }

  /**
   * Waits until there is something to tell, at most for {@code nanos}.
   *
   * @return what to tell, news or not; null if nothing is served yet
   */
  @Nullable Report next(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (!untold && left > 0) {
        left = news.awaitNanos(left);
      }
      untold = false;
      Serving now = serving;
      return now == null
          ? null
          : new Report(
              now.snapshot().revision(),
              now.digest(),
              servingSince,
              startedAt,
              masked.entrySet().stream()
                  .map(e -> new Report.MaskedSince(e.getKey(), e.getValue()))
                  .toList());
    } finally {
      lock.unlock();
    }
  }

  /** The registry has taken a report. */
  void taken(Report report) {
    lock.lock();
    try {
      report.masked().forEach(entry -> masked.remove(entry.revocation()));
    } finally {
      lock.unlock();
    }
  }

  /** The registry has not; it is to be told again. */
  void notTaken() {
    lock.lock();
    try {
      untold = true;
    } finally {
      lock.unlock();
    }
  }
}
