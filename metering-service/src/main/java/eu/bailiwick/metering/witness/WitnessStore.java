package eu.bailiwick.metering.witness;

import eu.bailiwick.metering.c2sp.Checkpoint;
import eu.bailiwick.metering.c2sp.MerkleProof;
import eu.bailiwick.metering.c2sp.Note;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.storage.Sql;
import eu.bailiwick.metering.storage.StorageUnavailableException;
import eu.bailiwick.metering.storage.Transactions;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;

/** What the witness saw last of each log. */
@Singleton
final class WitnessStore {

  private static final String BEGIN =
      """
      INSERT INTO witnessed (origin, size, root, time) VALUES (?, 0, ?, ?) ON CONFLICT DO NOTHING
      """;

  private static final String LOCK = "SELECT size, root FROM witnessed WHERE origin = ? FOR UPDATE";

  private static final String ADVANCE =
      "UPDATE witnessed SET size = ?, root = ?, note = ?, time = ? WHERE origin = ?";

  /** Enough of them to show what a log did, and not so many that it could fill the disk. */
  private static final String OBJECT =
      """
      INSERT INTO witness_objection (origin, seen, size, root, note, verdict, time)
      SELECT ?, ?, ?, ?, ?, ?, ?
      WHERE (SELECT count(*) FROM witness_objection WHERE origin = ?) < 1000
      ON CONFLICT DO NOTHING
      """;

  private final Transactions transactions;
  private final Clock clock;

  WitnessStore(Transactions transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /** A tree; the empty one if nothing was seen yet. */
  record Seen(long size, Bytes root) {}

  /** Judges what is new by what was seen. */
  interface Judge {
    Verdict against(Seen seen);
  }

  /**
   * Judges a checkpoint and, if it is cosigned, remembers it as seen, with nobody else between; if
   * it contradicts what was seen, keeps it as evidence.
   *
   * @throws StorageUnavailableException if that is not known to have succeeded
   */
  Verdict advance(Checkpoint checkpoint, Note note, Judge judge) {
    return transactions.run(
        "a checkpoint could not be witnessed",
        connection -> {
          Seen seen = lock(connection, checkpoint.origin());
          Verdict verdict = judge.against(seen);
          switch (verdict) {
            case Verdict.Cosigned _ -> remember(connection, checkpoint, note);
            case Verdict.Conflict _ -> {}
            case Verdict.Forked _, Verdict.Refused _ ->
                object(connection, seen, checkpoint, note, verdict);
          }
          return verdict;
        });
  }

  private Seen lock(Connection connection, String origin) throws SQLException {
    try (var begin = connection.prepareStatement(BEGIN);
        var lock = connection.prepareStatement(LOCK)) {
      new Sql(begin).text(origin).bytes(MerkleProof.emptyRoot()).time(clock.instant());
      begin.executeUpdate();
      new Sql(lock).text(origin);
      try (var row = lock.executeQuery()) {
        row.next();
        return new Seen(row.getLong("size"), new Bytes(row.getBytes("root")));
      }
    }
  }

  private void remember(Connection connection, Checkpoint checkpoint, Note note)
      throws SQLException {
    try (var statement = connection.prepareStatement(ADVANCE)) {
      new Sql(statement)
          .number(checkpoint.size())
          .bytes(checkpoint.root())
          .bytes(new Bytes(note.bytes()))
          .time(clock.instant())
          .text(checkpoint.origin());
      statement.executeUpdate();
    }
  }

  private void object(
      Connection connection, Seen seen, Checkpoint checkpoint, Note note, Verdict verdict)
      throws SQLException {
    if (checkpoint.size() == seen.size() && checkpoint.root().equals(seen.root())) {
      return; // the same tree with a wrong proof contradicts nothing
    }
    try (var statement = connection.prepareStatement(OBJECT)) {
      new Sql(statement)
          .text(checkpoint.origin())
          .number(seen.size())
          .number(checkpoint.size())
          .bytes(checkpoint.root())
          .bytes(new Bytes(note.bytes()))
          .text(verdict.word())
          .time(clock.instant())
          .text(checkpoint.origin());
      statement.executeUpdate();
    }
  }
}
