package eu.bailiwick.metering.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Database;
import eu.bailiwick.metering.replay.ConsistencyReport.Listed;
import eu.bailiwick.metering.replay.ConsistencyReport.Mismatched;
import eu.bailiwick.metering.replay.ConsistencyReport.OfTenant;
import eu.bailiwick.metering.storage.PackedValue;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks up what recomputing found, and the events of one decision. */
@Singleton
final class ConsistencyQueries {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String TENANTS =
      """
      SELECT substr(l.log, 8) AS tenant, l.size, coalesce(c.next, 0) AS next,
        coalesce(c.confirmed, 0) AS confirmed, coalesce(c.undecided, 0) AS undecided,
        coalesce(c.mismatches, 0) AS mismatches, c.until
      FROM ledger l LEFT JOIN consistency c ON c.tenant = substr(l.log, 8)
      WHERE l.log LIKE 'tenant/%' AND
      """;

  private static final String CAUSES =
      "SELECT u.cause, count(*) AS decisions FROM uncomputable u WHERE ";

  private static final String MISMATCHES =
      "SELECT u.tenant, u.index, u.request, u.time, u.entry, u.noticed, u.differences"
          + " FROM mismatch u WHERE ";

  private static final String LISTED =
      "SELECT u.tenant, u.index, u.request, u.time, u.cause, u.detail, u.snapshot, u.noticed"
          + " FROM uncomputable u WHERE ";

  private static final String IN_ORDER = "\nORDER BY u.tenant, u.index LIMIT ?";

  private static final String OF_REQUEST =
      """
      SELECT e.log_index, e.value FROM event e
      WHERE e.type IN ('denied', 'opened') AND e.value IS NOT NULL AND
      """;

  private final Database database;

  ConsistencyQueries(Database database) {
    this.database = database;
  }

  /** One event of a request. */
  record Event(long index, Bytes value) {}

  /** The tenants' logs under a condition on {@code l}, in order of id. */
  List<OfTenant> tenants(Condition condition) {
    return database.query(
        TENANTS + condition.sql() + "\nORDER BY l.log",
        condition.values(),
        row ->
            new OfTenant(
                row.getString("tenant"),
                row.getLong("next"),
                row.getLong("size"),
                row.getLong("confirmed"),
                row.getLong("undecided"),
                row.getLong("mismatches"),
                row.getObject("until", OffsetDateTime.class) == null
                    ? null
                    : instant(row, "until")));
  }

  /** How many cannot be recomputed, by cause, under a condition on {@code u}. */
  Map<String, Long> causes(Condition condition) {
    Map<String, Long> causes = new TreeMap<>();
    database
        .query(
            CAUSES + condition.sql() + "\nGROUP BY u.cause",
            condition.values(),
            row -> Map.entry(row.getString("cause"), row.getLong("decisions")))
        .forEach(entry -> causes.put(entry.getKey(), entry.getValue()));
    return causes;
  }

  /** At most {@code limit} decisions that came out otherwise, under a condition on {@code u}. */
  List<Mismatched> mismatches(Condition condition, int limit) {
    return database.query(
        MISMATCHES + condition.sql() + IN_ORDER,
        values(condition, limit),
        row ->
            new Mismatched(
                row.getString("tenant"),
                row.getLong("index"),
                request(row),
                instant(row, "time"),
                row.getLong("entry"),
                instant(row, "noticed"),
                json(row.getString("differences"))));
  }

  /** At most {@code limit} that cannot be recomputed, under a condition on {@code u}. */
  List<Listed> listed(Condition condition, int limit) {
    return database.query(
        LISTED + condition.sql() + IN_ORDER,
        values(condition, limit),
        row ->
            new Listed(
                row.getString("tenant"),
                row.getLong("index"),
                request(row),
                instant(row, "time"),
                row.getString("cause"),
                row.getString("detail"),
                row.getString("snapshot"),
                instant(row, "noticed")));
  }

  /**
   * The refusal or the attempts of a request, in order.
   *
   * @param tenants whose request it has to be; empty for anybody's
   */
  List<Event> of(UUID request, Set<String> tenants) {
    Condition condition = new Condition();
    condition.and("e.request = ?", request);
    if (!tenants.isEmpty()) {
      condition.and("e.tenant = ANY (?)", List.copyOf(tenants));
    }
    return database.query(
        OF_REQUEST + condition.sql() + "\nORDER BY e.time, e.attempt",
        condition.values(),
        row ->
            new Event(
                row.getLong("log_index"), new Bytes(PackedValue.unpack(row.getBytes("value")))));
  }

  private static List<Object> values(Condition condition, int limit) {
    List<Object> values = new ArrayList<>(condition.values());
    values.add(limit);
    return values;
  }

  private static @Nullable UUID request(ResultSet row) throws SQLException {
    return row.getObject("request", UUID.class);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("PostgreSQL keeps JSON as JSON", e);
    }
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
