package eu.bailiwick.registry.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.CatalogueJson;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The catalogue as it was: pages of resources at one revision, and the changes themselves. */
@ApplicationScoped
public class CatalogueHistory {

  /** States are large, and whoever compares or explains asks for the same few. */
  private static final int KEPT_STATES = 4;

  private final RevisionRows revisions;
  private final ChangeRows changes;
  private final ChangeItemRows items;
  private final Map<Long, CatalogueState> states = new LinkedHashMap<>();

  CatalogueHistory(RevisionRows revisions, ChangeRows changes, ChangeItemRows items) {
    this.revisions = revisions;
    this.changes = changes;
    this.items = items;
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

  /** Changes after a revision, oldest first; {@code next} is what to send as that revision. */
  Page<Change> changes(long since, int limit) {
    return QuarkusTransaction.joiningExisting().call(() -> changePage(since, limit));
  }

  /**
   * Everything as it was at a revision. The law that ships with the software counts where none had
   * been loaded.
   *
   * @throws RefusedException with 404 if there is no such revision yet
   */
  public CatalogueState stateAt(long revision) {
    return kept(revision)
        .orElseGet(() -> keep(QuarkusTransaction.joiningExisting().call(() -> load(revision))));
  }

  /** The revision at which the catalogue was at an instant; 0 before the first change. */
  public long revisionAt(Instant instant) {
    return QuarkusTransaction.joiningExisting().call(() -> changes.lastUntil(instant));
  }

  /** When the next change ended a revision; empty if it is the current one. */
  public Optional<Instant> endOf(long revision) {
    return QuarkusTransaction.joiningExisting()
        .call(() -> changes.findByIdOptional(revision + 1).map(row -> row.at));
  }

  /** Changes of one resource, newest first. */
  public List<Change> changesOf(Kind<?> kind, String id, int limit) {
    return QuarkusTransaction.joiningExisting()
        .call(
            () ->
                items.ofResource(kind.name(), id, limit).stream()
                    .map(row -> change(changes.findById(row.revision), List.of(item(row))))
                    .toList());
  }

  private CatalogueState load(long revision) {
    long current = revisions.current();
    if (revision > current) {
      throw new RefusedException(
          ErrorCode.NOT_FOUND,
          "there is no revision " + revision + "; the current one is " + current);
    }
    return CatalogueState.empty()
        .plus(revision, items.stateAt(revision).stream().map(CatalogueHistory::resource).toList());
  }

  private static CatalogueState.Resource resource(ChangeItemRow row) {
    Kind<?> kind = StoredJson.kind(row.kind);
    return new CatalogueState.Resource(
        kind,
        row.id,
        new Stored<>(StoredJson.read(kind, Objects.requireNonNull(row.after)), row.revision));
  }

  private Optional<CatalogueState> kept(long revision) {
    synchronized (states) {
      return Optional.ofNullable(states.get(revision));
    }
  }

  private CatalogueState keep(CatalogueState state) {
    synchronized (states) {
      states.put(state.revision(), state);
      if (states.size() > KEPT_STATES) {
        states.remove(states.keySet().iterator().next());
      }
    }
    return state;
  }

  private <T extends Record> Page<T> page(Kind<T> kind, int limit, @Nullable String token) {
    long current = revisions.current();
    PageToken from = token == null ? PageToken.start(current) : PageToken.parse(token, current);
    List<ChangeItemRow> rows =
        items.stateAt(from.revision(), kind.name(), from.afterId(), limit + 1);
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
      return new Page<>(List.of(), current, null);
    }
    long last = shown.getLast().revision;
    Map<Long, List<Change.Item>> itemsByRevision =
        items.ofRevisions(shown.getFirst().revision, last).stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.revision,
                    Collectors.mapping(CatalogueHistory::item, Collectors.toList())));
    return new Page<>(
        shown.stream()
            .map(row -> change(row, itemsByRevision.getOrDefault(row.revision, List.of())))
            .toList(),
        Math.max(current, last),
        rows.size() > limit ? Long.toString(last) : null);
  }

  private static Change change(ChangeRow row, List<Change.Item> items) {
    return new Change(row.revision, row.at, row.actor, row.reason, row.approvedBy, items);
  }

  private static Change.Item item(ChangeItemRow row) {
    return new Change.Item(row.kind, row.id, json(row.before), json(row.after));
  }

  private static @Nullable JsonNode json(@Nullable String text) {
    return text == null ? null : CatalogueJson.parse(text);
  }
}
