package eu.bailiwick.metering.registry;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.registry.FollowingMeters.Archived;
import eu.bailiwick.metering.snapshots.SignedSnapshot;
import eu.bailiwick.metering.snapshots.SnapshotRefusedException;
import eu.bailiwick.metering.snapshots.SnapshotStore;
import eu.bailiwick.metering.snapshots.SnapshotStore.Wanted;
import eu.bailiwick.metering.snapshots.SnapshotVerifier;
import eu.bailiwick.metering.storage.StorageUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Archives the cell's current snapshot, and then those that events name and that it missed. Blocks;
 * for one thread.
 */
final class SnapshotArchiver {

  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final int MOST_AT_ONCE = 20;

  private final RegistryClient registry;
  private final SnapshotVerifier verifier;
  private final Path trustedKeys;
  private final SnapshotStore store;
  private final FollowingState state;
  private final FollowingMeters meters;
  private final LongConsumer goneBackTo;
  private @Nullable String etag;

  /**
   * Archives what a registry serves.
   *
   * @param goneBackTo told the registry's revision when that is below one that is recorded
   */
  SnapshotArchiver(
      RegistryClient registry,
      Registry settings,
      SnapshotStore store,
      FollowingState state,
      FollowingMeters meters,
      LongConsumer goneBackTo) {
    this.registry = registry;
    this.verifier = new SnapshotVerifier(settings.cell());
    this.trustedKeys = settings.trustedKeysFile();
    this.store = store;
    this.state = state;
    this.meters = meters;
    this.goneBackTo = goneBackTo;
  }

  /**
   * Asks once.
   *
   * @return whether registry and storage answered as they should
   */
  boolean step() {
    @Nullable String problem = archiveCurrent();
    @Nullable String other = archiveMissing();
    state.snapshots(problem == null ? other : problem);
    return problem == null && other == null;
  }

  private @Nullable String archiveCurrent() {
    try {
      long recordedBefore = state.recorded();
      Optional<RegistryClient.Answer> answer = registry.current(etag);
      if (answer.isPresent()) {
        SignedSnapshot snapshot = verify(answer.get().jws());
        archive(snapshot);
        etag = answer.get().etag();
        if (snapshot.revision() < recordedBefore) {
          goneBackTo.accept(snapshot.revision());
        }
      }
      return null;
    } catch (SnapshotRefusedException e) {
      return "the current one is refused: " + e.getMessage();
    } catch (IOException | StorageUnavailableException e) {
      return e.getMessage();
    }
  }

  private @Nullable String archiveMissing() {
    try {
      for (Wanted wanted : store.wanted(MOST_AT_ONCE)) {
        archive(wanted);
      }
      state.missing(store.missing());
      return null;
    } catch (IOException | StorageUnavailableException e) {
      return e.getMessage();
    }
  }

  private void archive(Wanted wanted) throws IOException {
    if (!DIGEST.matcher(wanted.digest()).matches()) {
      store.giveUp(wanted, "this is no digest");
      return;
    }
    Optional<Bytes> jws = registry.snapshot(wanted.digest());
    if (jws.isEmpty()) {
      store.triedInVain(wanted, "the registry has no snapshot with this digest");
      return;
    }
    try {
      SignedSnapshot snapshot = verify(jws.get());
      archive(snapshot);
      if (!snapshot.digest().equals(wanted.digest())) {
        store.triedInVain(wanted, "the registry answered with " + snapshot.digest());
      }
    } catch (SnapshotRefusedException e) {
      store.triedInVain(wanted, "what the registry has is refused: " + e.getMessage());
    }
  }

  private SignedSnapshot verify(Bytes jws) throws IOException, SnapshotRefusedException {
    String keys = Files.readString(trustedKeys);
    try {
      return verifier.verify(jws, keys);
    } catch (SnapshotRefusedException e) {
      meters.count(Archived.REFUSED);
      throw e;
    }
  }

  private void archive(SignedSnapshot snapshot) {
    meters.count(store.archive(snapshot) ? Archived.ARCHIVED : Archived.KNOWN);
    state.ofRegistryAtLeast(snapshot.revision());
  }
}
