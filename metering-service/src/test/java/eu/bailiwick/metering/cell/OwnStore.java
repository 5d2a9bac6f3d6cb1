package eu.bailiwick.metering.cell;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.arrival.Arrival;
import eu.bailiwick.metering.arrival.Batch;
import eu.bailiwick.metering.arrival.EventStore;
import eu.bailiwick.metering.arrival.Grace;
import eu.bailiwick.metering.arrival.Holding;
import eu.bailiwick.metering.arrival.Place;
import eu.bailiwick.metering.arrival.Source;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.event.EventReader;
import eu.bailiwick.metering.event.MalformedEventException;
import eu.bailiwick.metering.snapshots.SignedSnapshot;
import eu.bailiwick.metering.snapshots.SnapshotStore;
import eu.bailiwick.metering.storage.Transactions;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.sql.DataSource;

/** A database of a test's own, into which events and snapshots come as they do in the service. */
public final class OwnStore {

  private final SnapshotSigner signer = new SnapshotSigner();
  private final DataSource database;
  private final Transactions transactions;
  private final Clock clock;
  private final EventStore events;
  private Holding holding;

  /** A new database. */
  public OwnStore(Cell cell, Clock clock) {
    this(cell.newDatabase(), clock);
  }

  /** A database with all tables and nothing in them. */
  public OwnStore(DataSource database, Clock clock) {
    this.database = database;
    this.transactions = new Transactions(database);
    this.clock = clock;
    this.events = new EventStore(database, new Grace(Duration.ofSeconds(5)), clock);
    this.holding = events.take(new Source("own", 0));
  }

  public DataSource database() {
    return database;
  }

  public Transactions transactions() {
    return transactions;
  }

  /** The digest of a snapshot, whether it is archived or not. */
  public static String digest(ObjectNode payload) {
    return SnapshotSigner.digest(payload.toString());
  }

  /** Archives a snapshot, and gives its digest. */
  public String archive(ObjectNode payload) {
    String digest = digest(payload);
    Bytes jws = new Bytes(signer.sign(payload.toString()).getBytes(StandardCharsets.US_ASCII));
    new SnapshotStore(transactions, clock)
        .archive(
            new SignedSnapshot(
                digest,
                payload.get("cell").textValue(),
                payload.get("revision").longValue(),
                Instant.parse(payload.get("issuedAt").textValue()),
                Instant.parse(payload.get("validUntil").textValue()),
                SnapshotSigner.KEY_ID,
                jws));
    return digest;
  }

  /** What is archived under a digest is now another snapshot. */
  public void exchange(String digest, ObjectNode payload) {
    String jws = signer.sign(payload.toString());
    execute(
        "UPDATE snapshot SET jws = convert_to('"
            + jws
            + "', 'UTF8') WHERE digest = '"
            + digest
            + "'");
  }

  /** Stores events. */
  public void store(ObjectNode... values) {
    List<Arrival> arrivals = new ArrayList<>();
    for (ObjectNode value : values) {
      arrivals.add(arrival(Contract.bytes(value), RouterVoice.salt()));
    }
    store(arrivals);
  }

  /** Stores exactly these bytes with this salt. */
  public void store(byte[] value, byte[] salt) {
    store(List.of(arrival(value, salt)));
  }

  private void store(List<Arrival> arrivals) {
    Batch.Move move = new Batch.Move(holding, holding.nextOffset() + 1);
    events.store(new Batch(List.of(move), arrivals));
    holding = move.done();
  }

  private Arrival arrival(byte[] value, byte[] salt) {
    try {
      return new Arrival.Event(
          new Place(holding.source(), holding.nextOffset()),
          new EventReader().read(value),
          new Bytes(value),
          new Bytes(salt),
          new Bytes(value).sha256());
    } catch (MalformedEventException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The first column. */
  public List<String> texts(String sql) {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The bytes that a query gives in hexadecimal. */
  public byte[] hex(String sql) {
    return HexFormat.of().parseHex(texts(sql).getFirst());
  }

  /** All tables but the parents of partitions. */
  public List<String> tables() {
    return texts(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace");
  }

  /** All rows of a table as text, with bytes in hexadecimal. */
  public List<String> rowsInHex(String table) {
    return texts("SELECT t::text FROM " + table + " t");
  }

  public void execute(String sql) {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
