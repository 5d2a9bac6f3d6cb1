package eu.bailiwick.metering.registry;

import eu.bailiwick.metering.cell.ScriptedRegistry;
import eu.bailiwick.metering.cell.SnapshotSigner;
import eu.bailiwick.metering.snapshots.SnapshotStore;
import eu.bailiwick.metering.storage.LeasedWork;
import eu.bailiwick.metering.storage.Leases;
import eu.bailiwick.metering.storage.Transactions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/** One of several instances that follow the same registry into the same database. */
final class Instance implements AutoCloseable {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Follower follower;

  private Instance(Registry registry, DataSource database) {
    Clock clock = Clock.systemUTC();
    Transactions transactions = new Transactions(database);
    Leases leases = new Leases(database);
    LeasedWork.Tables tables =
        new LeasedWork.Tables() {
          @Override
          public void prepare() {}

          @Override
          public Optional<Leases.Lease> tryTake(long lease) {
            return leases.tryTake(lease);
          }
        };
    follower =
        Following.follower(
            registry,
            tables,
            new ChangeStore(transactions, new SecureRandom(), clock),
            new SnapshotStore(transactions, clock),
            meters,
            clock);
  }

  /**
   * Starts one.
   *
   * @param directory with the files {@code token} and {@code trusted-keys.json}
   */
  static Instance start(ScriptedRegistry registry, DataSource database, Path directory) {
    Instance instance =
        new Instance(
            new Registry(
                registry.url(),
                directory.resolve("token"),
                directory.resolve("trusted-keys.json"),
                SnapshotSigner.CELL,
                Duration.ofMillis(50),
                Duration.ofSeconds(2),
                Duration.ofMillis(1500)),
            database);
    instance.follower.start();
    return instance;
  }

  boolean isFollowing() {
    return gauge("following") == 1;
  }

  double gauge(String name) {
    return meters.get("bailiwick.registry." + name).gauge().value();
  }

  double count(String what, String result) {
    return meters.get("bailiwick.registry." + what).tag("result", result).counter().count();
  }

  @Override
  public void close() {
    follower.stop();
  }
}
