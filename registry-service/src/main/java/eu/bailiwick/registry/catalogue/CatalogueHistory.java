package eu.bailiwick.registry.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.CatalogueJson;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The catalogue as it was: pages of resources at one revision, and the changes themselves. */
@ApplicationScoped
public class CatalogueHistory {

  private final RevisionRows revisions;
  private final ChangeRows changes;
  private final ChangeItemRows items;
  private final CompactionRows compactions;

  CatalogueHistory(
      RevisionRows revisions,
      ChangeRows changes,
      ChangeItemRows items,
      CompactionRows compactions) {
    this.revisions = revisions;
    this.changes = changes;
    this.items = items;
    this.compactions = compactions;
  }

  /**
   * Resources of one kind in order of id. All pages of a list show one revision, even if the
   * catalogue changes meanwhile.
   *
   * @param token of the page before; null for the first page
   */
  <T extends Record> Page<T> resources(Kind<T> kind, int limit, @Nullable String token) {
    return QuarkusTransaction.joiningExisting().call(() -> page(kind, limit, token));
  }

  /**
   * Changes after a revision, oldest first; {@code next} is what to send as that revision.
   *
   * @throws RefusedException with 410 if some of them are compacted
   */
  public Page<Change> changes(long since, int limit) {
    return QuarkusTransaction.joiningExisting().call(() -> changePage(since, limit));
  }

  /** The oldest revision that is known whole; one cheap query. */
  public long oldest() {
    return QuarkusTransaction.joiningExisting().call(compactions::oldest);
  }

  /** The catalogue's revision; one cheap query. */
  public long revision() {
    return QuarkusTransaction.joiningExisting().call(revisions::current);
  }

  /**
   * Forgets what was superseded up to a revision. The state at that revision, all later states and
   * all later changes stay exact; nothing happens if it is compacted already.
   *
   * @param before from 0 to the current revision
   * @return the oldest revision that is known whole afterwards
   * @throws RefusedException with 400 if there is no such revision yet
   */
  public long compact(long before) {
    return QuarkusTransaction.joiningExisting().call(() -> compactUpTo(before));
  }

  /** Forgets what was superseded before an instant; otherwise like {@link #compact(long)}. */
  public long compact(Instant before) {
    return QuarkusTransaction.joiningExisting()
        .call(() -> compactUpTo(compactions.revisionBefore(before)));
  }

  private long compactUpTo(long before) {
    long current = revisions.current();
    if (before > current) {
      throw new RefusedException(
          ErrorCode.INVALID_PARAMETER,
          "before: " + before + " lies ahead; the catalogue is at revision " + current);
    }
    CompactionRow row = compactions.lock();
    if (before > row.revision) {
      compactions.removeSuperseded(before);
      row.revision = before;
    }
    return row.revision;
  }

  /** Called after reading, so that what is compacted meanwhile is not taken for all there was. */
  private void refuseCompacted(long revision) {
    long oldest = compactions.oldest();
    if (revision < oldest) {
      throw RefusedException.compacted(oldest);
    }
  }

  private <T extends Record> Page<T> page(Kind<T> kind, int limit, @Nullable String token) {
    long current = revisions.current();
    PageToken from = token == null ? PageToken.start(current) : PageToken.parse(token, current);
    List<ChangeItemRow> rows =
        items.stateAt(from.revision(), kind.name(), from.afterId(), limit + 1);
    refuseCompacted(from.revision());
    List<ChangeItemRow> shown = rows.subList(0, Math.min(limit, rows.size()));
    String next =
        rows.size() > limit ? new PageToken(from.revision(), shown.getLast().id).text() : null;
    return new Page<>(
        shown.stream()
            .map(row -> StoredJson.read(kind, Objects.requireNonNull(row.after)))
            .toList(),
        from.revision(),
        next);
  }

  private Page<Change> changePage(long since, int limit) {
    long current = revisions.current();
    List<ChangeRow> rows = changes.after(since, limit + 1);
    List<ChangeRow> shown = rows.subList(0, Math.min(limit, rows.size()));
    if (shown.isEmpty()) {
      refuseCompacted(since);
      return new Page<>(List.of(), current, null);
    }
    long last = shown.getLast().revision;
    Map<Long, List<Change.Item>> itemsByRevision =
        items.ofRevisions(shown.getFirst().revision, last).stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.revision,
                    Collectors.mapping(CatalogueHistory::item, Collectors.toList())));
    refuseCompacted(since);
    return new Page<>(
        shown.stream()
            .map(row -> change(row, itemsByRevision.getOrDefault(row.revision, List.of())))
            .toList(),
        Math.max(current, last),
        rows.size() > limit ? Long.toString(last) : null);
  }

  private static Change change(ChangeRow row, List<Change.Item> items) {
    return new Change(row.revision, row.at, row.actor, row.reason, items);
  }

  private static Change.Item item(ChangeItemRow row) {
    return new Change.Item(row.kind, row.id, json(row.before), json(row.after));
  }

  private static @Nullable JsonNode json(@Nullable String text) {
    return text == null ? null : CatalogueJson.parse(text);
  }
}
