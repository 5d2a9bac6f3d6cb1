package eu.bailiwick.metering.snapshots;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.storage.StorageUnavailableException;
import eu.bailiwick.sovereignty.catalogue.Snapshot;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Takes snapshots out of the archive to decide by them once more. What it takes out hashes to the
 * digest that was asked for, whatever stands in the table. Blocks; throws {@link
 * StorageUnavailableException} if PostgreSQL does not answer.
 */
@Singleton
public final class SnapshotArchive {

  private final SnapshotStore store;

  public SnapshotArchive(SnapshotStore store) {
    this.store = store;
  }

  /** What became of a look into the archive. */
  public sealed interface Found {

    /**
     * The snapshot as it was signed.
     *
     * @param payload its JSON, with what this version does not know
     */
    record Kept(Snapshot snapshot, JsonNode payload) implements Found {}

    /**
     * It is not there.
     *
     * @param wanted whether the registry is still being asked for it
     */
    record Missing(boolean wanted) implements Found {}

    /**
     * What is there under the digest is something else.
     *
     * @param digest of what is there; empty if it is no JWS at all
     */
    record Altered(String digest) implements Found {}

    /**
     * This version cannot decide by it.
     *
     * @param problem why
     */
    record Unreadable(String problem) implements Found {}
  }

  /** Takes out the snapshot with this digest. */
  public Found take(String digest) {
    Optional<Bytes> jws = store.jws(digest);
    return jws.isEmpty() ? new Found.Missing(store.isWanted(digest)) : open(digest, jws.get());
  }

  /** The digest of the snapshot that was archived last; empty if there is none. */
  public Optional<String> newest() {
    return store.newest();
  }

  private static Found open(String digest, Bytes jws) {
    Optional<Bytes> payload = payload(jws);
    String found = payload.map(p -> "sha256:" + p.sha256()).orElse("");
    if (payload.isEmpty() || !found.equals(digest)) {
      return new Found.Altered(found);
    }
    try {
      JsonNode json = SnapshotJson.parse(payload.get().content());
      return new Found.Kept(SnapshotJson.read(json, Snapshot.class), json);
    } catch (MalformedDocumentException e) {
      return new Found.Unreadable(e.path().isEmpty() ? e.said() : e.path() + ": " + e.said());
    }
  }

  private static Optional<Bytes> payload(Bytes jws) {
    String[] parts =
        new String(jws.content(), StandardCharsets.ISO_8859_1).strip().split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Bytes(Base64.getUrlDecoder().decode(parts[1])));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
