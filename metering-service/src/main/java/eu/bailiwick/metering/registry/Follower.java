package eu.bailiwick.metering.registry;

import eu.bailiwick.metering.storage.Leases;
import eu.bailiwick.metering.storage.Schema;
import eu.bailiwick.metering.storage.StorageUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Follows from start to stop, whatever happens: waits for the lease, and while it has it, keeps a
 * thread that reads changes and asks for snapshots itself.
 */
final class Follower {

  /** The lease of following, the same in every version of the service. */
  private static final long LEASE = 0x6261_696c_6977_6963L;

  private static final Logger LOG = Logger.getLogger(Follower.class);
  private static final Duration STOPPING = Duration.ofSeconds(10);

  private final Registry settings;
  private final Tables tables;
  private final Parts parts;
  private final FollowingState state;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("registry-follower").unstarted(this::run);

  /** What it needs of PostgreSQL. */
  interface Tables {

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

  /** Makes what one term needs. */
  interface Parts {

    ChangeFollower changes(RegistryClient registry);

    SnapshotArchiver snapshots(RegistryClient registry, ChangeFollower changes);
  }

  Follower(Registry settings, Tables tables, Parts parts, FollowingState state) {
    this.settings = settings;
    this.tables = tables;
    this.parts = parts;
    this.state = state;
  }

  void start() {
    thread.start();
  }

  /** Gives the lease back, once what is under way is recorded. */
  void stop() {
    stopping.countDown();
    try {
      if (thread.isAlive() && !thread.join(STOPPING)) {
        LOG.warn("the registry's follower did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    do {
      try {
        tables.prepare();
        tables.tryTake(LEASE).ifPresent(this::followWhileHeld);
        state.storage(null);
      } catch (StorageUnavailableException e) {
        state.storage(e.getMessage());
      } catch (RuntimeException e) {
        LOG.error("following the registry starts over", e);
      }
    } while (!isStopping(settings.pollInterval()));
  }

  private void followWhileHeld(Leases.Lease lease) {
    state.storage(null);
    state.following(true);
    try (lease;
        RegistryClient registry = new RegistryClient(settings)) {
      follow(lease, registry);
    } finally {
      state.following(false);
    }
  }

  private void follow(Leases.Lease lease, RegistryClient registry) {
    ChangeFollower changes = parts.changes(registry);
    Thread reading = Thread.ofVirtual().name("registry-changes").start(changes);
    try {
      SnapshotArchiver snapshots = parts.snapshots(registry, changes);
      Pauses pauses = new Pauses(settings.pollInterval());
      Duration pause;
      do {
        pause = snapshots.step() ? pauses.reset() : pauses.next();
        if (state.isSilentFor(settings.silence())) {
          changes.reopen();
        }
      } while (!isStopping(pause) && lease.isHeld());
    } finally {
      changes.close();
      registry.close();
      join(reading);
    }
  }

  private static void join(Thread reading) {
    try {
      reading.join(STOPPING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
