package eu.bailiwick.metering.whatif;

import eu.bailiwick.metering.audit.RecordQueries;
import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.query.Cursor;
import eu.bailiwick.metering.query.Period;
import eu.bailiwick.metering.query.Places;
import eu.bailiwick.metering.snapshots.SnapshotArchive;
import eu.bailiwick.metering.whatif.WhatIfStore.Row;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the decisions that a change of the catalogue flipped. Blocks. */
@Singleton
final class FlipFinder {

  /** Requests that one page goes through. */
  static final int EXAMINED_AT_ONCE = 5_000;

  /** Routers' clocks may be behind the registry's; what the change did not decide is left out. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  /** Each holds a portion of events and the catalogues that they were decided by. */
  private static final int AT_ONCE = 2;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Places places =
      new Places(AT_ONCE, PATIENCE, ErrorCode.TOO_MANY_REQUESTS, "Too many ask for flips at once.");
  private final RecordQueries records;
  private final WhatIfStore store;
  private final SnapshotArchive archive;
  private final Clock clock;

  FlipFinder(RecordQueries records, WhatIfStore store, SnapshotArchive archive, Clock clock) {
    this.records = records;
    this.store = store;
    this.archive = archive;
    this.clock = clock;
  }

  /**
   * What to look through.
   *
   * @param tenant null for all
   * @param period of the events; no earlier than the change, whatever it says
   * @param after where the page before ended; null for the first
   * @param limit of flips
   */
  record Search(@Nullable String tenant, Period period, @Nullable Cursor after, int limit) {}

  /**
   * A page; empty if no change is known that made the revision, or what it changed is not.
   *
   * @throws ProblemException if others are asked for all the time
   */
  Optional<Flips> find(long revision, Search search) {
    Optional<RecordQueries.Found> made =
        records.change(revision).filter(change -> change.content().path("items").isArray());
    if (made.isEmpty()) {
      return Optional.empty();
    }
    try (Places.Place _ = places.take()) {
      return Optional.of(find(revision, made.get(), search));
    }
  }

  private Flips find(long revision, RecordQueries.Found made, Search search) {
    Instant since = made.at().minus(SKEW);
    Instant first = search.period().from();
    Instant from = first == null || first.isBefore(since) ? since : first;
    Instant to = search.period().to() == null ? clock.instant() : search.period().to();
    List<Row> rows = store.rows(search.tenant(), from, to, search.after(), EXAMINED_AT_ONCE);
    Portion portion =
        rows.isEmpty()
            ? new Portion()
            : Working.go(
                Alternative.ofEvents(
                    Change.without(revision, made.content().path("items")),
                    archive,
                    rows.getFirst().position().time(),
                    rows.getLast().position().time()),
                rows,
                search.limit());
    Cursor last = portion.last();
    boolean more =
        rows.size() == EXAMINED_AT_ONCE
            || (!rows.isEmpty() && !rows.getLast().position().equals(last));
    return new Flips(
        revision,
        made.at(),
        portion.examined(),
        portion.undecided(),
        portion.uncomputable(),
        portion.problem(),
        portion.turned().stream().map(Flips.Flip::of).toList(),
        more && last != null ? last.token() : null);
  }
}
