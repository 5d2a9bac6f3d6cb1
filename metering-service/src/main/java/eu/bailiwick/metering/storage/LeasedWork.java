package eu.bailiwick.metering.storage;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What only one of several instances should do, on a thread of its own from {@link #start} to
 * {@link #stop}, whatever happens: waits for the lease, works while it has it, and starts over
 * after a failure.
 */
public final class LeasedWork {

  private static final Logger LOG = Logger.getLogger(LeasedWork.class);
  private static final Duration STOPPING = Duration.ofSeconds(10);

  private final String name;
  private final long lease;
  private final Tables tables;
  private final Duration pause;
  private final Work work;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;

  /** What it needs of PostgreSQL. */
  public interface Tables {

    /** Makes the tables if need be; costs nothing once they are there. */
    void prepare();

    /** See {@link Leases#tryTake}. */
    Optional<Leases.Lease> tryTake(long lease);

    static Tables of(Schema schema, Leases leases) {
      return new Tables() {
        @Override
        public void prepare() {
          schema.ensureCurrent();
        }

        @Override
        public Optional<Leases.Lease> tryTake(long lease) {
          return leases.tryTake(lease);
        }
      };
    }
  }

  /** The work; called on its thread. */
  public interface Work {

    /** Works for as long as the term goes on, or until there is nothing to do for now. */
    void during(Term term);

    /** Hears after each try what is in the way; null if nothing is, and if another one works. */
    default void problem(@Nullable String what) {}
  }

  /** The time for which this instance has the lease. */
  public interface Term {

    /** Waits, and says whether to go on; shorter if the service stops meanwhile. */
    boolean goesOn(Duration pause);

    /** Whether to go on. */
    default boolean goesOn() {
      return goesOn(Duration.ZERO);
    }
  }

  /**
   * @param thread a builder, without a name
   * @param name of the thread, and of the work in the log
   * @param lease the same number in every instance and version of the service
   * @param pause between two tries to get the lease
   */
  public LeasedWork(
      Thread.Builder thread, String name, long lease, Tables tables, Duration pause, Work work) {
    this.name = name;
    this.lease = lease;
    this.tables = tables;
    this.pause = pause;
    this.work = work;
    this.thread = thread.name(name).unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** Gives the lease back once what is under way is done; waits for a bounded time. */
  public void stop() {
    stopping.countDown();
    try {
      if (thread.isAlive() && !thread.join(STOPPING)) {
        LOG.warnf("%s did not stop in time", name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    do {
      try {
        tables.prepare();
        tables.tryTake(lease).ifPresent(this::workWhileHeld);
        work.problem(null);
      } catch (StorageUnavailableException e) {
        LOG.debugf("%s waits: %s", name, e.getMessage());
        work.problem(e.getMessage());
      } catch (RuntimeException e) {
        LOG.errorf(e, "%s starts over", name);
        work.problem(e.toString());
      }
    } while (!isStopping(pause));
  }

  private void workWhileHeld(Leases.Lease held) {
    try (held) {
      work.during(within -> !isStopping(within) && held.isHeld());
    }
  }

  private boolean isStopping(Duration within) {
    try {
      return stopping.await(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
