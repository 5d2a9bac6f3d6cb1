package eu.bailiwick.metering.registry;

import eu.bailiwick.metering.snapshots.SnapshotStore;
import eu.bailiwick.metering.storage.LeasedWork;
import eu.bailiwick.metering.storage.Leases;
import eu.bailiwick.metering.storage.Schema;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Starts following with the service, if it is set, and stops it with the service. */
@Singleton
final class Following {

  private static final Logger LOG = Logger.getLogger(Following.class);

  private final Optional<Registry> registry;
  private final Optional<Follower> follower;

  @Inject
  Following(
      RegistrySettings settings,
      MeteringIdentity metering,
      Schema schema,
      Leases leases,
      ChangeStore changes,
      SnapshotStore snapshots,
      MeterRegistry meters,
      Clock clock) {
    LeasedWork.Tables tables = LeasedWork.Tables.of(schema, leases);
    registry = Registry.of(settings, metering);
    follower = registry.map(each -> follower(each, tables, changes, snapshots, meters, clock));
  }

  /** Puts a follower together. */
  static Follower follower(
      Registry registry,
      LeasedWork.Tables tables,
      ChangeStore changes,
      SnapshotStore snapshots,
      MeterRegistry metrics,
      Clock clock) {
    FollowingState state = new FollowingState(clock);
    FollowingMeters meters = new FollowingMeters(metrics, state);
    Follower.Parts parts =
        new Follower.Parts() {
          @Override
          public ChangeFollower changes(RegistryClient client) {
            Pauses pauses = new Pauses(registry.pollInterval());
            return new ChangeFollower(client, changes, state, meters, pauses);
          }

          @Override
          public SnapshotArchiver snapshots(RegistryClient client, ChangeFollower following) {
            return new SnapshotArchiver(
                client, registry, snapshots, state, meters, following::goneBackTo);
          }
        };
    return new Follower(registry, tables, parts, state);
  }

  void start(@Observes StartupEvent event) {
    if (registry.isEmpty()) {
      LOG.info(
          "bailiwick.registry.url is not set: changes of the catalogue are not recorded, and"
              + " snapshots not archived");
      return;
    }
    if (!Files.isReadable(registry.get().trustedKeysFile())) {
      throw new IllegalStateException(
          "bailiwick.registry.trusted-keys-file is "
              + registry.get().trustedKeysFile()
              + ": a readable file with the registry's JWK set is needed");
    }
    follower.ifPresent(Follower::start);
  }

  void stop(@Observes ShutdownEvent event) {
    follower.ifPresent(Follower::stop);
  }
}
