package eu.bailiwick.metering.retention;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.ledger.Leaf;
import eu.bailiwick.metering.motion.SystemLogStore;
import eu.bailiwick.metering.storage.PackedValue;
import eu.bailiwick.metering.storage.Rows;
import eu.bailiwick.metering.storage.Sql;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Destroys events and leaves their leaves. Every call runs in a transaction of the caller, and
 * blocks.
 */
@Singleton
public final class DestructionStore {

  private static final String FIND =
      """
      SELECT e.time, e.tenant, e.epoch, e.sequence, e.log_index, e.request, e.attempt, e.stored,
        e.salt, e.value, e.commitment, e.origin, e.shape
      FROM event e WHERE\s""";

  /** Of the columns that events have in common, the one that can point to a person goes. */
  private static final String THIN = "SELECT was, becomes FROM thin_shapes(?, ?)";

  /**
   * Of the body, all. With an erasure also whatever a subject could be found by; the request gets
   * an id that nobody has seen.
   */
  private static final String DESTROY =
      """
      UPDATE event_row e SET commitment = k.commitment, destruction = ?, salt = NULL, value = NULL,
        shape = k.shape, request = k.request,
        request_bytes = CASE WHEN NOT ? THEN e.request_bytes END,
        response_bytes = CASE WHEN NOT ? THEN e.response_bytes END
      FROM unnest(?::text[], ?::timestamptz[], ?::int[], ?::bigint[], ?::bytea[], ?::int[], ?::uuid[])
        AS k (tenant, time, origin, sequence, commitment, shape, request)
      WHERE e.tenant = k.tenant AND e.time = k.time AND e.origin = k.origin
        AND e.sequence = k.sequence AND e.time BETWEEN ? AND ?
      """;

  /** The digest of the bytes alone goes too; the commitment still tells a duplicate. */
  private static final String FORGET_DIGEST =
      """
      UPDATE sequence_digest d SET digest = k.commitment
      FROM unnest(?::int[], ?::bigint[], ?::bytea[]) AS k (origin, sequence, commitment)
      WHERE d.origin = k.origin AND d.sequence = k.sequence
      """;

  private static final String FORGET_EQUIVOCATION =
      "DELETE FROM equivocation WHERE epoch = ? AND tenant = ? AND sequence = ?";

  /** Open attempts, results, and what was found about requests and numbers. */
  private static final List<String> FORGET_REQUESTS =
      List.of(
          "DELETE FROM open_attempt WHERE tenant = ? AND request = ANY (?)",
          "DELETE FROM whatif_change WHERE tenant = ? AND request = ANY (?)",
          "UPDATE mismatch SET request = NULL WHERE tenant = ? AND request = ANY (?)",
          "UPDATE uncomputable SET request = NULL WHERE tenant = ? AND request = ANY (?)");

  private static final String FORGET_FINDINGS =
      """
      UPDATE ledger_entry SET content = '', salt = ''
      WHERE log = 'tenant/' || ? AND content <> ''
        AND (about = ANY (?) OR split_part(about, '/', 1) = ANY (?))
      """;

  /** Records that never became events, by what they quote. */
  private static final String FORGET_LETTERS =
      """
      UPDATE dead_letter SET key = NULL, salt = NULL, value = NULL
      WHERE value IS NOT NULL AND position(convert_to(?, 'UTF8') IN value) > 0
        AND position(convert_to(?, 'UTF8') IN value) > 0
      """;

  /** The day's partition still holds the old versions of the rows. */
  private static final String REWRITE =
      "INSERT INTO rewrite_due (day) SELECT unnest(?::date[]) ON CONFLICT DO NOTHING";

  /** Nobody else destroys at the same time; whoever stores events does not wait. */
  private static final String ALONE = "LOCK TABLE destruction IN SHARE ROW EXCLUSIVE MODE";

  private static final Comparator<Doomed> BY_TIME = Comparator.comparing(Doomed::time);

  private static final String KEEP =
      """
      INSERT INTO destruction (id, kind, tenant, events, entry, certificate, done)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """;

  private final SystemLogStore log;
  private final Clock clock;

  public DestructionStore(SystemLogStore log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  /**
   * What was destroyed.
   *
   * @param indexes of the leaves that are left, in order
   * @param from time of the first event; null if there was none
   * @param to time of the last one
   * @param stored when the last one was stored
   */
  public record Destroyed(
      int events,
      List<Long> indexes,
      @Nullable Instant from,
      @Nullable Instant to,
      Instant stored) {}

  /** A row that is about to lose its event. */
  private record Doomed(
      Instant time,
      String tenant,
      UUID epoch,
      long sequence,
      @Nullable Long index,
      @Nullable UUID request,
      @Nullable Integer attempt,
      Instant stored,
      Bytes commitment,
      int origin,
      int shape) {}

  /** Takes salt and bytes of events away, and the key by which they were asked for. */
  public Destroyed expire(Connection connection, String sql, Rows.Binding binding, UUID id)
      throws SQLException {
    List<Doomed> doomed = find(connection, sql, binding);
    destroy(connection, doomed, false, Map.of(), id);
    forgetDigests(connection, doomed);
    noteDays(connection, doomed);
    return destroyed(doomed);
  }

  /**
   * Takes events away with all that quotes them.
   *
   * @param concern by which they were chosen; of one tenant
   */
  public Destroyed erase(
      Connection connection, Concern concern, String sql, Rows.Binding binding, UUID id)
      throws SQLException {
    List<Doomed> doomed = find(connection, sql, binding);
    Map<UUID, UUID> renamed = new HashMap<>();
    doomed.stream()
        .map(Doomed::request)
        .filter(Objects::nonNull)
        .forEach(request -> renamed.computeIfAbsent(request, known -> UUID.randomUUID()));
    destroy(connection, doomed, true, renamed, id);
    forgetDigests(connection, doomed);
    forgetQuotes(connection, Objects.requireNonNull(concern.tenant()), doomed, renamed.keySet());
    forgetLetters(connection, concern);
    noteDays(connection, doomed);
    return destroyed(doomed);
  }

  /** Certifies in the system log what was destroyed; the entry's content is the certificate. */
  public Bytes certify(
      Connection connection,
      Certificate certificate,
      Destroyed destroyed,
      Certificate.Tree tree,
      Certificate.Copies copies)
      throws SQLException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    ObjectNode json = certificate.json(destroyed, tree, copies, now);
    Bytes bytes = new Bytes(json.toString().getBytes(StandardCharsets.UTF_8));
    long entry = log.append(connection, "erasure", certificate.id(), bytes, now);
    Rows.update(
        connection,
        KEEP,
        sql ->
            sql.uuid(certificate.id())
                .text(certificate.kind())
                .text(certificate.tenant())
                .number((long) destroyed.events())
                .number(entry)
                .bytes(bytes)
                .time(now));
    return bytes;
  }

  /** In one statement, so that it is counted once. */
  private static void destroy(
      Connection connection, List<Doomed> doomed, boolean erased, Map<UUID, UUID> renamed, UUID id)
      throws SQLException {
    if (doomed.isEmpty()) {
      return;
    }
    Map<Integer, Integer> shapes = thin(connection, doomed, erased);
    Rows.update(
        connection,
        DESTROY,
        sql ->
            sql.uuid(id)
                .flag(erased)
                .flag(erased)
                .column("text", doomed, Doomed::tenant)
                .column("timestamptz", doomed, row -> Sql.micros(row.time()))
                .column("int4", doomed, Doomed::origin)
                .column("bigint", doomed, Doomed::sequence)
                .column("bytea", doomed, row -> row.commitment().content())
                .column("int4", doomed, row -> shapes.get(row.shape()))
                .column("uuid", doomed, row -> renamed.getOrDefault(row.request(), row.request()))
                .time(Collections.min(doomed, BY_TIME).time())
                .time(Collections.max(doomed, BY_TIME).time()));
  }

  private static Map<Integer, Integer> thin(
      Connection connection, List<Doomed> doomed, boolean erased) throws SQLException {
    List<Integer> shapes = doomed.stream().map(Doomed::shape).distinct().toList();
    Map<Integer, Integer> thinner = new HashMap<>();
    Rows.list(
        connection,
        THIN,
        sql -> sql.column("int4", shapes, shape -> shape).flag(erased),
        row -> thinner.put(row.getInt("was"), row.getInt("becomes")));
    return thinner;
  }

  private static List<Doomed> find(Connection connection, String sql, Rows.Binding binding)
      throws SQLException {
    Rows.update(connection, ALONE, none -> none);
    return Rows.list(connection, FIND + sql, binding, DestructionStore::doomed);
  }

  private static Doomed doomed(ResultSet row) throws SQLException {
    byte[] salt = row.getBytes("salt");
    byte[] value = row.getBytes("value");
    Bytes commitment =
        salt == null || value == null
            ? new Bytes(row.getBytes("commitment"))
            : Leaf.commitment(new Bytes(salt), new Bytes(PackedValue.unpack(value)));
    return new Doomed(
        Sql.instant(row, "time"),
        row.getString("tenant"),
        Sql.uuid(row, "epoch"),
        row.getLong("sequence"),
        row.getObject("log_index", Long.class),
        Sql.uuid(row, "request"),
        row.getObject("attempt", Integer.class),
        Sql.instant(row, "stored"),
        commitment,
        row.getInt("origin"),
        row.getInt("shape"));
  }

  private static void forgetDigests(Connection connection, List<Doomed> doomed)
      throws SQLException {
    Rows.update(
        connection,
        FORGET_DIGEST,
        sql ->
            sql.column("int4", doomed, Doomed::origin)
                .column("bigint", doomed, Doomed::sequence)
                .column("bytea", doomed, row -> row.commitment().content()));
  }

  private static void forgetQuotes(
      Connection connection, String tenant, List<Doomed> doomed, Set<UUID> requests)
      throws SQLException {
    try (var statement = connection.prepareStatement(FORGET_EQUIVOCATION)) {
      Sql batch = new Sql(statement);
      for (Doomed row : doomed) {
        batch.uuid(row.epoch()).text(row.tenant()).number(row.sequence()).endRow();
      }
      batch.runRows();
    }
    List<UUID> ids = List.copyOf(requests);
    for (String sql : FORGET_REQUESTS) {
      Rows.update(
          connection, sql, bound -> bound.text(tenant).column("uuid", ids, request -> request));
    }
    Set<String> numbers =
        doomed.stream()
            .map(row -> row.epoch() + "/" + row.sequence())
            .collect(Collectors.toCollection(TreeSet::new));
    Rows.update(
        connection,
        FORGET_FINDINGS,
        sql ->
            sql.text(tenant)
                .column("text", List.copyOf(numbers), number -> number)
                .column("text", ids, UUID::toString));
  }

  /** A letter of the tenant that quotes the application, the key or a request. */
  private static void forgetLetters(Connection connection, Concern concern) throws SQLException {
    Set<String> quoted = new TreeSet<>();
    concern.requests().forEach(request -> quoted.add(request.toString()));
    if (concern.key() != null) {
      quoted.add(quoted(concern.key()));
    } else if (concern.application() != null) {
      quoted.add(quoted(concern.application()));
    }
    String tenant = quoted(Objects.requireNonNull(concern.tenant()));
    for (String quote : quoted) {
      Rows.update(connection, FORGET_LETTERS, sql -> sql.text(tenant).text(quote));
    }
  }

  private static void noteDays(Connection connection, List<Doomed> doomed) throws SQLException {
    Set<String> days =
        doomed.stream()
            .map(row -> LocalDate.ofInstant(row.time(), ZoneOffset.UTC).toString())
            .collect(Collectors.toCollection(TreeSet::new));
    Rows.update(connection, REWRITE, sql -> sql.column("text", List.copyOf(days), day -> day));
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  private Destroyed destroyed(List<Doomed> doomed) {
    return new Destroyed(
        doomed.size(),
        doomed.stream().map(Doomed::index).filter(Objects::nonNull).sorted().toList(),
        doomed.stream().map(Doomed::time).min(Instant::compareTo).orElse(null),
        doomed.stream().map(Doomed::time).max(Instant::compareTo).orElse(null),
        doomed.stream().map(Doomed::stored).max(Instant::compareTo).orElseGet(clock::instant));
  }
}
