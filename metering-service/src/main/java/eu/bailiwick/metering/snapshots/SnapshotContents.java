package eu.bailiwick.metering.snapshots;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Reads archived snapshots, and remembers the last ones that it read. Blocks. */
@Singleton
public final class SnapshotContents {

  private static final Logger LOG = Logger.getLogger(SnapshotContents.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A month with a change every few hours; a question about more reads some of them again. */
  private static final int REMEMBERED = 200;

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

  /** What the catalogue said at revisions, as far as snapshots of them are archived. */
  public Map<Long, SnapshotContent> ofRevisions(Set<Long> revisions) {
    Map<Long, SnapshotContent> contents = new HashMap<>();
    synchronized (read) {
      for (Long revision : revisions) {
        SnapshotContent known = read.get(revision);
        if (known != null) {
          contents.put(revision, known);
        }
      }
    }
    List<Long> unread = revisions.stream().filter(each -> !contents.containsKey(each)).toList();
    if (!unread.isEmpty()) {
      queries
          .jwsOfRevisions(unread)
          .forEach(
              (revision, jws) ->
                  content(revision, jws.content())
                      .ifPresent(content -> contents.put(revision, remembered(revision, content))));
    }
    return contents;
  }

  private SnapshotContent remembered(long revision, SnapshotContent content) {
    synchronized (read) {
      read.put(revision, content);
    }
    return content;
  }

  /** What the catalogue said last; empty if no snapshot is archived. */
  public Optional<SnapshotContent> latest() {
    return queries
        .latestRevision()
        .flatMap(latest -> Optional.ofNullable(ofRevisions(Set.of(latest)).get(latest)));
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
