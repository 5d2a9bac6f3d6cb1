package eu.bailiwick.metering.registry;

import eu.bailiwick.metering.storage.LeasedWork;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Follows from start to stop while it has the lease: keeps a thread that reads changes, and asks
 * for snapshots itself.
 */
final class Follower implements LeasedWork.Work {

  /** The lease of following, the same in every version of the service. */
  private static final long LEASE = 0x6261_696c_6977_6963L;

  private static final Duration STOPPING = Duration.ofSeconds(10);

  private final Registry settings;
  private final Parts parts;
  private final FollowingState state;
  private final LeasedWork work;

  /** Makes what one term needs. */
  interface Parts {

    ChangeFollower changes(RegistryClient registry);

    SnapshotArchiver snapshots(RegistryClient registry, ChangeFollower changes);
  }

  Follower(Registry settings, LeasedWork.Tables tables, Parts parts, FollowingState state) {
    this.settings = settings;
    this.parts = parts;
    this.state = state;
    this.work =
        new LeasedWork(
            Thread.ofVirtual(), "registry-follower", LEASE, tables, settings.pollInterval(), this);
  }

  void start() {
    work.start();
  }

  /** Gives the lease back, once what is under way is recorded. */
  void stop() {
    work.stop();
  }

  @Override
  public void during(LeasedWork.Term term) {
    state.storage(null);
    state.following(true);
    try (RegistryClient registry = new RegistryClient(settings)) {
      follow(term, registry);
    } finally {
      state.following(false);
    }
  }

  @Override
  public void problem(@Nullable String what) {
    state.storage(what);
  }

  private void follow(LeasedWork.Term term, RegistryClient registry) {
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
      } while (term.goesOn(pause));
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
}
