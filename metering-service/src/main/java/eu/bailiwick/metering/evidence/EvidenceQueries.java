package eu.bailiwick.metering.evidence;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.ledger.Leaf;
import eu.bailiwick.metering.ledger.LogId;
import eu.bailiwick.metering.query.Database;
import eu.bailiwick.metering.storage.PackedValue;
import eu.bailiwick.metering.storage.Sql;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds what goes into a bundle. Blocks. */
@Singleton
final class EvidenceQueries {

  private static final String EXTENT =
      """
      SELECT count(*) AS events, min(e.log_index) AS first, max(e.log_index) AS last,
        count(*) FILTER (WHERE e.log_index IS NULL) AS outside
      FROM event e WHERE e.tenant = ? AND e.time >= ? AND e.time < ?
      """;

  private static final String HOLES =
      """
      SELECT epoch, coalesce(before, -1) + 1 AS first, sequence - 1 AS last FROM (
        SELECT epoch, sequence, lag(sequence) OVER (PARTITION BY epoch ORDER BY sequence) AS before
        FROM event WHERE tenant = ? AND log_index >= ? AND log_index < ?) numbered
      WHERE sequence > coalesce(before + 1, CASE WHEN ? THEN 0 ELSE sequence END)
      ORDER BY epoch, first LIMIT ?
      """;

  private static final String FILLED =
      """
      SELECT count(*) AS numbers, min(e.log_index) AS first, max(e.log_index) AS last
      FROM event_origin o JOIN sequence_digest s ON s.origin = o.id
      JOIN event_row e ON e.tenant = o.tenant AND e.time = s.time AND e.origin = s.origin
        AND e.sequence = s.sequence
      WHERE o.epoch = ? AND o.tenant = ? AND s.sequence BETWEEN ? AND ? AND e.log_index < ?
      """;

  private static final String EPOCHS =
      """
      SELECT epoch, min(sequence) AS first, max(sequence) AS last FROM event
      WHERE tenant = ? AND log_index >= ? AND log_index < ? GROUP BY epoch
      """;

  private static final String FINDINGS =
      """
      SELECT index, kind, about FROM ledger_entry
      WHERE log = ? AND index >= ? AND index < ? ORDER BY index
      """;

  private static final String OPENED =
      """
      SELECT DISTINCT request FROM event
      WHERE tenant = ? AND log_index >= ? AND log_index < ? AND request = ANY (?)
      """;

  private static final String EVENTS =
      """
      SELECT log_index, type, epoch, sequence, time, salt, value, commitment, destruction, request,
        data_class, countries, snapshot
      FROM event WHERE tenant = ? AND log_index >= ? AND log_index < ? ORDER BY log_index
      """;

  private static final String ENTRIES =
      """
      SELECT index, kind, about, at, salt, content, leaf FROM ledger_entry
      WHERE log = ? AND index >= ? AND index < ? ORDER BY index
      """;

  private static final String SNAPSHOTS =
      """
      SELECT DISTINCT snapshot FROM event
      WHERE tenant = ? AND log_index >= ? AND log_index < ? AND time >= ? AND time < ?
        AND type IN ('opened', 'denied') AND snapshot IS NOT NULL AND salt IS NOT NULL
        AND NOT coalesce(request::text = ANY (?), false) AND NOT epoch::text || '/' || sequence = ANY (?)
      ORDER BY snapshot
      """;

  private static final String JWS = "SELECT jws FROM snapshot WHERE digest = ?";

  private static final String ERASURES =
      """
      SELECT d.id, d.entry FROM destruction d WHERE d.id IN (
        SELECT destruction FROM event
        WHERE tenant = ? AND log_index >= ? AND log_index < ? AND time >= ? AND time < ?
          AND destruction IS NOT NULL)
      ORDER BY d.entry
      """;

  private static final String NEWEST_ERASURE =
      "SELECT d.id, d.entry FROM destruction d WHERE d.tenant = ? ORDER BY d.entry DESC LIMIT 1";

  private static final String LOG_KEYS = "SELECT vkey FROM log_key ORDER BY cell_index";

  private final Database database;

  EvidenceQueries(Database database) {
    this.database = database;
  }

  /**
   * Where the events of a period are.
   *
   * @param first lowest index; null if there are none
   * @param last highest index; null if there are none
   * @param outside how many were stored before tenants had logs
   */
  record Extent(long events, @Nullable Long first, @Nullable Long last, long outside) {}

  /** Numbers of an epoch that are not among those of a range. */
  record Hole(UUID epoch, long first, long last) {}

  /** A finding by its place. */
  record Found(long index, String kind, String about) {}

  /** A record of destruction, and its place in the system log. */
  record Destruction(UUID id, long entry) {}

  Extent extent(String tenant, Instant from, Instant to) {
    return database
        .query(
            EXTENT,
            List.of(tenant, Sql.micros(from), Sql.micros(to)),
            row ->
                new Extent(
                    row.getLong("events"),
                    row.getObject("first", Long.class),
                    row.getObject("last", Long.class),
                    row.getLong("outside")))
        .getFirst();
  }

  /**
   * Numbers that are missing between those of a range, or before them if it begins where the log
   * does.
   */
  List<Hole> holes(String tenant, long from, long to, int most) {
    return database.query(HOLES, List.of(tenant, from, to, from == 0, most), EvidenceQueries::hole);
  }

  /** The numbers of each epoch in a range, as if they had no holes. */
  List<Hole> epochs(String tenant, long from, long to) {
    return database.query(EPOCHS, List.of(tenant, from, to), EvidenceQueries::hole);
  }

  private static Hole hole(ResultSet row) throws SQLException {
    return new Hole(Sql.uuid(row, "epoch"), row.getLong("first"), row.getLong("last"));
  }

  /** Where numbers that are missing from a range are in the log, if they are. */
  Extent filled(String tenant, Hole hole, long size) {
    return database
        .query(
            FILLED,
            List.of(hole.epoch(), tenant, hole.first(), hole.last(), size),
            row ->
                new Extent(
                    row.getLong("numbers"),
                    row.getObject("first", Long.class),
                    row.getObject("last", Long.class),
                    0))
        .getFirst();
  }

  List<Found> findings(String tenant, long from, long to) {
    return database.query(
        FINDINGS,
        List.of(LogId.tenant(tenant).text(), from, to),
        row -> new Found(row.getLong("index"), row.getString("kind"), row.getString("about")));
  }

  /** Those of some requests that have an event in a range. */
  List<UUID> requests(String tenant, long from, long to, List<UUID> requests) {
    return requests.isEmpty()
        ? List.of()
        : database.query(
            OPENED, List.of(tenant, from, to, requests), row -> Sql.uuid(row, "request"));
  }

  /** The entries of a range, in their order. */
  List<Item> items(String tenant, long from, long to) {
    List<Item> items =
        new ArrayList<>(database.query(EVENTS, List.of(tenant, from, to), EvidenceQueries::event));
    items.addAll(
        database.query(
            ENTRIES, List.of(LogId.tenant(tenant).text(), from, to), EvidenceQueries::finding));
    items.sort(Comparator.comparingLong(Item::index));
    return items;
  }

  private static Item event(ResultSet row) throws SQLException {
    Item.Opening opening = opening(row.getBytes("salt"), row.getBytes("value"));
    Bytes commitment =
        opening == null
            ? new Bytes(row.getBytes("commitment"))
            : Leaf.commitment(opening.salt(), opening.content());
    Array countries = row.getArray("countries");
    return new Item(
        row.getLong("log_index"),
        Leaf.ofEvent(
            row.getString("type"),
            Sql.uuid(row, "epoch"),
            row.getLong("sequence"),
            Sql.instant(row, "time"),
            commitment),
        opening,
        new Item.Facts(
            row.getObject("request", UUID.class),
            row.getString("data_class"),
            countries == null ? List.of() : List.of((String[]) countries.getArray()),
            row.getString("snapshot")),
        row.getObject("destruction", UUID.class));
  }

  private static Item.@Nullable Opening opening(byte @Nullable [] salt, byte @Nullable [] value) {
    return salt == null || value == null
        ? null
        : new Item.Opening(new Bytes(salt), new Bytes(PackedValue.unpack(value)));
  }

  private static Item finding(ResultSet row) throws SQLException {
    byte[] salt = row.getBytes("salt");
    String leaf = new String(row.getBytes("leaf"), StandardCharsets.US_ASCII).strip();
    String commitment = leaf.substring(leaf.lastIndexOf(':') + 1);
    return new Item(
        row.getLong("index"),
        new Leaf(
            row.getString("kind"),
            row.getString("about"),
            Sql.instant(row, "at"),
            new Bytes(HexFormat.of().parseHex(commitment))),
        salt.length == 0
            ? null
            : new Item.Opening(new Bytes(salt), new Bytes(row.getBytes("content"))),
        null,
        null);
  }

  /** Digests that decisions name which are shown. */
  List<String> snapshots(Asked asked, long from, long to) {
    List<String> requests =
        asked.withheld().stream()
            .map(Asked.Withheld::request)
            .map(request -> request == null ? "" : request.toString())
            .toList();
    List<String> numbers =
        asked.withheld().stream()
            .map(Asked.Withheld::about)
            .map(about -> about == null ? "" : about)
            .toList();
    return database.query(
        SNAPSHOTS,
        List.of(
            asked.tenant(),
            from,
            to,
            Sql.micros(asked.from()),
            Sql.micros(asked.to()),
            orNothing(requests),
            orNothing(numbers)),
        row -> row.getString("snapshot"));
  }

  /** An array needs an element to tell its type. */
  private static List<String> orNothing(List<String> texts) {
    return texts.isEmpty() ? List.of("") : texts;
  }

  Optional<Bytes> jws(String digest) {
    return database.query(JWS, List.of(digest), row -> new Bytes(row.getBytes("jws"))).stream()
        .findFirst();
  }

  /** What destroyed openings of the period in a range. */
  List<Destruction> erasures(Asked asked, long from, long to) {
    return database.query(
        ERASURES,
        List.of(asked.tenant(), from, to, Sql.micros(asked.from()), Sql.micros(asked.to())),
        EvidenceQueries::destruction);
  }

  /** The last destruction of anything of a tenant. */
  Optional<Destruction> newestErasure(String tenant) {
    return database.query(NEWEST_ERASURE, List.of(tenant), EvidenceQueries::destruction).stream()
        .findFirst();
  }

  private static Destruction destruction(ResultSet row) throws SQLException {
    return new Destruction(Sql.uuid(row, "id"), row.getLong("entry"));
  }

  /** The keys of the cell's log, oldest first. */
  List<String> logKeys() {
    return database.query(LOG_KEYS, List.of(), row -> row.getString("vkey"));
  }
}
