package eu.bailiwick.metering.whatif;

import eu.bailiwick.metering.snapshots.SnapshotArchive;
import eu.bailiwick.metering.whatif.WhatIfStore.Row;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Works on one job after the other, a portion at a time. Blocks; for one thread. */
final class Working {

  private static final int PORTION = 5_000;

  private final WhatIfStore store;
  private final SnapshotArchive archive;
  private final long mostChanges;

  Working(WhatIfStore store, SnapshotArchive archive, long mostChanges) {
    this.store = store;
    this.archive = archive;
    this.mostChanges = mostChanges;
  }

  /**
   * Works on the oldest job that is open, from where it is.
   *
   * @param goOn asked between two portions; a job that is left is taken up again later
   * @return whether there was one
   */
  boolean work(BooleanSupplier goOn) {
    Optional<Task> found = store.next();
    found.ifPresent(task -> work(task, goOn));
    return found.isPresent();
  }

  private void work(Task begun, BooleanSupplier goOn) {
    Alternative alternative =
        Alternative.ofEvents(Change.of(begun.change()), archive, begun.from(), begun.to());
    Optional<Task> task = Optional.of(begun);
    while (task.isPresent() && goOn.getAsBoolean()) {
      Task current = task.get();
      List<Row> rows =
          store.rows(current.tenant(), current.from(), current.to(), current.position(), PORTION);
      if (rows.isEmpty()) {
        store.end(current.id(), "done", null);
        return;
      }
      Portion portion = go(alternative, rows, PORTION);
      if (current.changes() + portion.turned().size() > mostChanges) {
        store.end(
            current.id(),
            "failed",
            "more than " + mostChanges + " requests turn: ask about a shorter period");
        return;
      }
      task = store.record(current, portion);
    }
  }

  /**
   * What becomes of the answers of some events.
   *
   * @param most requests that turn, at which it ends
   */
  static Portion go(Alternative alternative, List<Row> rows, int most) {
    Portion portion = new Portion();
    for (Row row : rows) {
      if (portion.turned().size() == most) {
        break;
      }
      if (!row.counts()) {
        portion.pass(row.position());
        continue;
      }
      Optional<Asked> asked =
          row.value() == null ? Optional.empty() : AskedReader.read(row.value().content());
      if (asked.isPresent()) {
        portion.add(row.position(), asked.get(), alternative.turn(asked.get()));
      } else {
        portion.addUnreadable(row.position());
      }
    }
    return portion;
  }
}
