package eu.bailiwick.metering.query;

import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets a few in at once; others wait in the order in which they came, for a bounded time. */
public final class Places {

  private final Semaphore free;
  private final Duration patience;
  private final ErrorCode code;
  private final String detail;

  /** To be closed when what it was taken for is done. */
  public interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * @param atOnce how many are let in
   * @param patience how long others wait
   * @param code of the problem for those whose time is up
   * @param detail of the same
   */
  public Places(int atOnce, Duration patience, ErrorCode code, String detail) {
    this.free = new Semaphore(atOnce, true);
    this.patience = patience;
    this.code = code;
    this.detail = detail;
  }

  /**
   * Takes a place; blocks.
   *
   * @throws ProblemException if none becomes free in time
   */
  public Place take() {
    try {
      if (free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return free::release;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new ProblemException(code, detail);
  }
}
