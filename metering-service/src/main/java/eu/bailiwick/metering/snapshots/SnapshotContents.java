package eu.bailiwick.metering.snapshots;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Reads archived snapshots, and remembers the last ones that it read. Blocks. */
@Singleton
public final class SnapshotContents {

  private static final Logger LOG = Logger.getLogger(SnapshotContents.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int REMEMBERED = 64;

  private final SnapshotQueries queries;
  private final Map<Long, SnapshotContent> read =
      new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, SnapshotContent> eldest) {
          return size() > REMEMBERED;
        }
      };

  SnapshotContents(SnapshotQueries queries) {
    this.queries = queries;
  }

  /** What the catalogue said at a revision; empty if no snapshot of it is archived. */
  public Optional<SnapshotContent> ofRevision(long revision) {
    synchronized (read) {
      SnapshotContent known = read.get(revision);
      if (known != null) {
        return Optional.of(known);
      }
    }
    Optional<SnapshotContent> content =
        queries.jwsOfRevision(revision).flatMap(jws -> content(revision, jws.content()));
    content.ifPresent(
        each -> {
          synchronized (read) {
            read.put(revision, each);
          }
        });
    return content;
  }

  /** What the catalogue said last; empty if no snapshot is archived. */
  public Optional<SnapshotContent> latest() {
    return queries.latestRevision().flatMap(this::ofRevision);
  }

  /** Its signature was checked when it was archived. */
  private static Optional<SnapshotContent> content(long revision, byte[] jws) {
    try {
      String[] parts = new String(jws, StandardCharsets.ISO_8859_1).strip().split("\\.", -1);
      return parts.length < 2
          ? Optional.empty()
          : Optional.of(
              new SnapshotContent(JSON.readTree(Base64.getUrlDecoder().decode(parts[1]))));
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      LOG.warnf(e, "the archived snapshot of revision %d cannot be read", revision);
      return Optional.empty();
    }
  }
}
