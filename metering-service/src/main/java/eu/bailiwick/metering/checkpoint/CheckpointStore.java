package eu.bailiwick.metering.checkpoint;

import eu.bailiwick.metering.c2sp.Checkpoint;
import eu.bailiwick.metering.c2sp.Note;
import eu.bailiwick.metering.c2sp.NoteSignature;
import eu.bailiwick.metering.c2sp.VerifierKey;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.ledger.Appending;
import eu.bailiwick.metering.ledger.Entry;
import eu.bailiwick.metering.ledger.LogId;
import eu.bailiwick.metering.query.Database;
import eu.bailiwick.metering.storage.Sql;
import eu.bailiwick.metering.storage.StorageUnavailableException;
import eu.bailiwick.metering.storage.Transactions;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes checkpoints, and reads what the sequencer goes on from. Every call throws {@link
 * StorageUnavailableException} if PostgreSQL does not answer.
 */
@Singleton
final class CheckpointStore {

  private static final String GROWN =
      """
      SELECT l.log, l.size FROM ledger l
      LEFT JOIN LATERAL (
        SELECT c.size FROM log_checkpoint c WHERE c.log = l.log ORDER BY c.size DESC LIMIT 1) c ON true
      WHERE l.log <> 'cell' AND l.size > coalesce(c.size, 0)
      ORDER BY l.log
      """;

  private static final String ANCHOR =
      "INSERT INTO log_checkpoint (log, size, root, cell_index, time) VALUES (?, ?, ?, ?, ?)";

  private static final String NEWEST =
      """
      SELECT note, time, published FROM cell_checkpoint ORDER BY size DESC LIMIT 1
      """;

  /** Nobody signs meanwhile; everybody may read. */
  private static final String ONE_SIGNER = "LOCK TABLE cell_checkpoint IN SHARE ROW EXCLUSIVE MODE";

  private static final String SIGN =
      """
      INSERT INTO cell_checkpoint (size, root, note, time, published)
      SELECT ?, ?, ?, ?, false WHERE NOT EXISTS (SELECT FROM cell_checkpoint WHERE size >= ?)
      """;

  private static final String SIGNED_BY =
      "UPDATE log_key SET first = coalesce(first, ?), last = ? WHERE vkey = ?";

  private static final String COSIGNED =
      "SELECT note FROM cell_checkpoint WHERE size = ? FOR UPDATE";

  private static final String PUBLISH =
      "UPDATE cell_checkpoint SET note = ?, published = true WHERE size = ?";

  private static final String KEYS =
      "SELECT vkey, cell_index, since, first, last FROM log_key ORDER BY cell_index";

  private static final String KEY =
      "INSERT INTO log_key (vkey, cell_index, since) VALUES (?, ?, ?)";

  private final Transactions transactions;

  CheckpointStore(Transactions transactions) {
    this.transactions = transactions;
  }

  /** A log that is larger than its last checkpoint. */
  record Grown(LogId log, long size) {}

  /** An entry that is to commit to a checkpoint. */
  record Anchoring(LogId log, long size, Bytes root, Entry entry) {}

  /** The logs that grew since their last checkpoint, the cell's own apart. */
  List<Grown> grown() {
    return read(GROWN, row -> new Grown(new LogId(row.getString("log")), row.getLong("size")));
  }

  /** Appends the entries to the cell's log, and remembers where they stand. */
  void anchor(List<Anchoring> anchorings, Instant now) {
    run(
        "checkpoints of logs could not be recorded",
        connection -> {
          Appending cell = Appending.lock(connection, LogId.CELL);
          try (var statement = connection.prepareStatement(ANCHOR)) {
            Sql sql = new Sql(statement);
            for (Anchoring anchoring : anchorings) {
              sql.text(anchoring.log().text())
                  .number(anchoring.size())
                  .bytes(anchoring.root())
                  .number(cell.append(anchoring.entry(), now))
                  .time(now)
                  .endRow();
            }
            sql.runRows();
          }
          return true;
        });
  }

  /** The keys of the cell's log, oldest first. */
  List<KeyRange> keys() {
    return read(
        KEYS,
        row ->
            new KeyRange(
                VerifierKey.parse(row.getString("vkey")),
                row.getLong("cell_index"),
                Sql.instant(row, "since"),
                Optional.ofNullable(row.getObject("first", Long.class)),
                Optional.ofNullable(row.getObject("last", Long.class))));
  }

  /** Introduces a key by an entry of the cell's log. */
  void introduce(VerifierKey key, Entry statement, Instant now) {
    run(
        "a key could not be recorded",
        connection -> {
          long index = Appending.lock(connection, LogId.CELL).append(statement, now);
          try (var insert = connection.prepareStatement(KEY)) {
            new Sql(insert).text(key.toString()).number(index).time(now);
            return insert.executeUpdate();
          }
        });
  }

  /** The last checkpoint that was signed, published or not. */
  Optional<SignedTree> newest() {
    return read(NEWEST, CheckpointStore::signed).stream().findFirst();
  }

  static SignedTree signed(ResultSet row) throws SQLException {
    Note note = Note.parse(row.getBytes("note"));
    return new SignedTree(
        Checkpoint.parse(note.text()), note, Sql.instant(row, "time"), row.getBoolean("published"));
  }

  /**
   * Stores a checkpoint that is signed, unless one of that size or a larger one is there.
   *
   * @param by the keys that signed it
   * @param before is run before it can be seen; if it fails, nothing is stored
   * @return whether it is stored
   */
  boolean sign(SignedTree signed, List<VerifierKey> by, Runnable before) {
    return run(
        "a checkpoint could not be stored",
        connection -> {
          try (var lock = connection.prepareStatement(ONE_SIGNER)) {
            lock.execute();
          }
          if (insert(connection, signed) == 0) {
            return false;
          }
          for (VerifierKey key : by) {
            try (var statement = connection.prepareStatement(SIGNED_BY)) {
              new Sql(statement)
                  .number(signed.tree().size())
                  .number(signed.tree().size())
                  .text(key.toString());
              statement.executeUpdate();
            }
          }
          before.run();
          return true;
        });
  }

  private static int insert(Connection connection, SignedTree signed) throws SQLException {
    try (var statement = connection.prepareStatement(SIGN)) {
      new Sql(statement)
          .number(signed.tree().size())
          .bytes(signed.tree().root())
          .bytes(new Bytes(signed.note().bytes()))
          .time(signed.time())
          .number(signed.tree().size());
      return statement.executeUpdate();
    }
  }

  /** Adds cosignatures to a checkpoint, and lets everyone have it. */
  void publish(long size, List<NoteSignature> cosignatures) {
    run(
        "a checkpoint could not be published",
        connection -> {
          Note note = lockNote(connection, size);
          for (NoteSignature cosignature : cosignatures) {
            note = note.with(cosignature);
          }
          try (var statement = connection.prepareStatement(PUBLISH)) {
            new Sql(statement).bytes(new Bytes(note.bytes())).number(size);
            return statement.executeUpdate();
          }
        });
  }

  private static Note lockNote(Connection connection, long size) throws SQLException {
    try (var statement = connection.prepareStatement(COSIGNED)) {
      new Sql(statement).number(size);
      try (var row = statement.executeQuery()) {
        row.next();
        return Note.parse(row.getBytes("note"));
      }
    }
  }

  private <T> List<T> read(String sql, Database.Row<T> row) {
    return run(
        "checkpoints could not be read",
        connection -> {
          List<T> items = new ArrayList<>();
          try (var statement = connection.prepareStatement(sql);
              var rows = statement.executeQuery()) {
            while (rows.next()) {
              items.add(row.read(rows));
            }
          }
          return items;
        });
  }

  private <T> T run(String what, Transactions.Work<T> work) {
    return transactions.run(what, work);
  }
}
