package eu.bailiwick.routing.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one way by which anything signed comes to be served, wherever it came from: verified, swapped
 * in, kept on disk, acknowledged, one after the other. Blocks.
 */
final class Adoption {

  private static final Logger LOGGER = Logger.getLogger(Adoption.class);

  private final CurrentCatalogue catalogue;
  private final SnapshotVerifier verifier;
  private final Path trustedKeys;
  private final Optional<DiskCopy> disk;
  private final Acknowledgements acknowledgements;
  private final EventLoops loops;
  private final CatalogueMetrics metrics;

  /** The signed form of what is revoked beyond the served snapshot, by id. */
  private final Map<String, String> signed = new HashMap<>();

  private @Nullable Floor floor;

  /**
   * @param trustedKeys file with the JWK set; read again for each thing that comes
   * @param disk where the last good snapshot is kept; empty if nowhere
   */
  Adoption(
      CurrentCatalogue catalogue,
      SnapshotVerifier verifier,
      Path trustedKeys,
      Optional<DiskCopy> disk,
      Acknowledgements acknowledgements,
      EventLoops loops,
      CatalogueMetrics metrics) {
    this.catalogue = catalogue;
    this.verifier = verifier;
    this.trustedKeys = trustedKeys;
    this.disk = disk;
    this.acknowledgements = acknowledgements;
    this.loops = loops;
    this.metrics = metrics;
  }

  /**
   * Serves a snapshot from now.
   *
   * @param jws as it came
   * @throws SnapshotRefusedException if it must not be served; it is counted
   * @throws IOException if the trusted keys cannot be read
   */
  synchronized void take(String jws, Source source)
      throws SnapshotRefusedException, IOException, InterruptedException {
    Serving serving;
    try {
      serving = verifier.verify(jws, Files.readString(trustedKeys), Optional.ofNullable(floor));
    } catch (SnapshotRefusedException e) {
      metrics.refused(e.reason());
      throw e;
    }
    serve(serving, source);
    keep(jws);
  }

  private void serve(Serving next, Source source) throws InterruptedException {
    Serving serving = catalogue.adopt(next, source);
    floor = Floor.of(serving.snapshot());
    loops.awaitTurn();
    acknowledgements.served(serving);
    LOGGER.infof(
        "serving revision %d, %s, valid until %s, from %s",
        serving.snapshot().revision(),
        serving.digest(),
        serving.snapshot().validUntil(),
        source.word());
  }

  /** A snapshot goes to disk before the revocations go that it holds: a stop between loses none. */
  private void keep(String jws) {
    boolean dropped = signed.keySet().retainAll(beyond());
    save(
        copy -> {
          copy.keepSnapshot(jws);
          if (dropped) {
            copy.keepRevocations(signedBeyond());
          }
        });
  }

  /**
   * Masks out what a signed message revokes.
   *
   * @param jws as it came
   * @throws SnapshotRefusedException if it is not one; it is counted
   * @throws IOException if the trusted keys cannot be read
   */
  synchronized void mask(String jws)
      throws SnapshotRefusedException, IOException, InterruptedException {
    Masked entry = verified(jws, Files.readString(trustedKeys));
    if (catalogue.mask(entry)) {
      signed.put(entry.id(), jws);
      loops.awaitTurn();
      acknowledgements.masked(entry.id());
      LOGGER.infof("%s is revoked at revision %d and masked out", entry.id(), entry.revision());
      save(copy -> copy.keepRevocations(signedBeyond()));
    }
  }

  private Masked verified(String jws, String keys) throws SnapshotRefusedException {
    try {
      return RevocationDelta.verified(jws, keys);
    } catch (SnapshotRefusedException e) {
      metrics.refusedRevocation(e.reason());
      throw e;
    }
  }

  /**
   * Takes what is on disk from before. What cannot be verified is left aside with a warning; a
   * snapshot out of validity is not served, but nothing older than it is taken after it.
   */
  synchronized void restore() throws InterruptedException {
    if (disk.isEmpty()) {
      return;
    }
    try {
      String keys = Files.readString(trustedKeys);
      Optional<String> snapshot = disk.get().snapshot();
      if (snapshot.isPresent()) {
        restoreSnapshot(snapshot.get(), keys);
      }
      for (String jws : disk.get().revocations()) {
        restoreRevocation(jws, keys);
      }
    } catch (IOException e) {
      LOGGER.warn("the copy on disk cannot be read and is left aside: " + e);
    }
  }

  private void restoreSnapshot(String jws, String keys) throws InterruptedException {
    try {
      serve(verifier.verify(jws, keys, Optional.empty()), Source.DISK);
    } catch (SnapshotRefusedException e) {
      metrics.refused(e.reason());
      LOGGER.warn("the snapshot on disk is not served: " + e.getMessage());
      remember(jws, keys);
    }
  }

  private void remember(String jws, String keys) {
    try {
      floor = verifier.floor(jws, keys);
    } catch (SnapshotRefusedException e) {
      LOGGER.debug("nor does it tell how far the catalogue was: " + e.getMessage());
    }
  }

  private void restoreRevocation(String jws, String keys) {
    try {
      Masked entry = verified(jws, keys);
      if (catalogue.mask(entry)) {
        signed.put(entry.id(), jws);
        acknowledgements.masked(entry.id());
      }
    } catch (SnapshotRefusedException e) {
      LOGGER.warn("a revocation on disk is left aside: " + e.getMessage());
    }
  }

  private List<String> beyond() {
    return catalogue.beyond().stream().map(Masked::id).toList();
  }

  private List<String> signedBeyond() {
    return beyond().stream().map(id -> Objects.requireNonNull(signed.get(id), id)).toList();
  }

  private interface Writing {
    void to(DiskCopy copy) throws IOException;
  }

  /** Serves on if the disk fails: only a restart would miss what is not there. */
  private void save(Writing writing) {
    if (disk.isPresent()) {
      try {
        writing.to(disk.get());
      } catch (IOException e) {
        metrics.unsaved();
        LOGGER.warn("not kept on disk, so a restart would not know it: " + e);
      }
    }
  }
}
