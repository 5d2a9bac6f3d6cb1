package eu.bailiwick.registry.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.CatalogueJson;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The catalogue as it was: the whole and its parts at any revision, and the changes themselves. */
@ApplicationScoped
public class CatalogueHistory {

  private static final Pattern REVISION = Pattern.compile("\\d{1,18}");

  /** States are large, and whoever compares or explains asks for the same few. */
  private static final int KEPT = 4;

  private final CatalogueStore store;
  private final RevisionRows revisions;
  private final ChangeRows changes;
  private final ChangeItemRows items;
  private final CompactionRows compactions;
  private final Clock clock;
  private final RecentStates recent = new RecentStates(KEPT);

  CatalogueHistory(
      CatalogueStore store,
      RevisionRows revisions,
      ChangeRows changes,
      ChangeItemRows items,
      CompactionRows compactions,
      Clock clock) {
    this.store = store;
    this.revisions = revisions;
    this.changes = changes;
    this.items = items;
    this.compactions = compactions;
    this.clock = clock;
  }

  /**
   * What {@code asOf} names. An instant names the revision of then and is itself what law and facts
   * are judged by; with a revision that is the present instant.
   *
   * @param asOf a revision or an instant in RFC 3339; null for now
   * @throws RefusedException with 400 if it is neither or lies in the future, with 404 if there was
   *     nothing yet or there is no such revision
   */
  Moment moment(@Nullable String asOf) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    if (asOf == null) {
      return new Moment(store.current().revision(), now);
    }
    return REVISION.matcher(asOf).matches()
        ? new Moment(known(Long.parseLong(asOf)), now)
        : then(asOf);
  }

  /**
   * The catalogue at a revision. The law that ships with the software counts where none had been
   * loaded.
   *
   * @throws RefusedException with 404 if there is no such revision yet
   */
  public CatalogueState at(long revision) {
    CatalogueState current = store.current();
    known(revision);
    if (revision == current.revision()) {
      recent.add(current);
      return current;
    }
    refuseCompacted(revision);
    return recent.find(revision).orElseGet(() -> rebuilt(revision));
  }

  /** One resource at a revision; empty if it was not there. */
  <T extends Record> Optional<Stored<T>> find(Kind<T> kind, String id, long revision) {
    CatalogueState current = store.current();
    if (revision == current.revision()) {
      return current.find(kind, id);
    }
    Optional<ChangeItemRow> latest =
        QuarkusTransaction.joiningExisting().call(() -> items.latest(kind.name(), id, revision));
    refuseCompacted(revision);
    return latest
        .filter(row -> row.after != null)
        .map(
            row ->
                new Stored<>(
                    StoredJson.read(kind, Objects.requireNonNull(row.after)), row.revision));
  }

  /** The revision at which the catalogue was at an instant; 0 before the first change. */
  public long revisionAt(Instant instant) {
    return QuarkusTransaction.joiningExisting().call(() -> changes.lastUpTo(instant)).orElse(0L);
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
    long oldest = oldest();
    if (revision < oldest) {
      throw RefusedException.compacted(oldest);
    }
  }

  private long known(long revision) {
    long current = store.current().revision();
    if (revision > current) {
      throw new RefusedException(
          ErrorCode.NOT_FOUND,
          "asOf: there is no revision " + revision + " yet; the catalogue is at " + current);
    }
    return revision;
  }

  private Moment then(String asOf) {
    Instant at = instant(asOf);
    if (at.isAfter(clock.instant())) {
      throw new RefusedException(
          ErrorCode.INVALID_PARAMETER, "asOf: " + at + " lies in the future");
    }
    return QuarkusTransaction.joiningExisting()
        .call(() -> changes.lastUpTo(at))
        .map(revision -> new Moment(revision, at))
        .orElseThrow(
            () ->
                new RefusedException(
                    ErrorCode.NOT_FOUND,
                    "asOf: " + at + " is before the catalogue's first change"));
  }

  private static Instant instant(String asOf) {
    try {
      return OffsetDateTime.parse(asOf).toInstant();
    } catch (DateTimeException e) {
      throw new RefusedException(
          ErrorCode.INVALID_PARAMETER,
          "asOf: a revision or an instant such as 2026-11-23T00:00:00Z is needed; a + in it must be percent-encoded");
    }
  }

  private CatalogueState rebuilt(long revision) {
    CatalogueState state =
        CatalogueState.empty()
            .plus(
                revision,
                QuarkusTransaction.joiningExisting().call(() -> items.stateAt(revision)).stream()
                    .map(CatalogueHistory::resource)
                    .toList());
    refuseCompacted(revision);
    recent.add(state);
    return state;
  }

  private static CatalogueState.Resource resource(ChangeItemRow row) {
    Kind<?> kind = StoredJson.kind(row.kind);
    return new CatalogueState.Resource(
        kind,
        row.id,
        new Stored<>(StoredJson.read(kind, Objects.requireNonNull(row.after)), row.revision));
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
    return new Change(row.revision, row.at, row.actor, row.reason, row.approvedBy, items);
  }

  private static Change.Item item(ChangeItemRow row) {
    return new Change.Item(row.kind, row.id, json(row.before), json(row.after));
  }

  private static @Nullable JsonNode json(@Nullable String text) {
    return text == null ? null : CatalogueJson.parse(text);
  }
}
