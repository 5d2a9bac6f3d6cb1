package eu.bailiwick.metering.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.cell.Contract;
import eu.bailiwick.metering.cell.OwnStore;
import eu.bailiwick.metering.event.Bytes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events that were stored before rows named what they have in common. */
@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class CompactEventsTest {

  private static final String COLUMNS =
      "time, tenant, epoch, sequence, type, cell, router, router_site, request, attempt, application,"
          + " api_key, model, operation, data_class, reason, snapshot, revision, endpoint, version,"
          + " endpoint_site, operator, countries, outcome, status, code, usage_source, prompt_tokens,"
          + " completion_tokens, total_tokens, request_bytes, response_bytes, late_since, repeats,"
          + " stored, kafka_partition, kafka_offset, log_index, salt, value, commitment, destruction";

  private static final String ALL =
      "SELECT string_agg(e::text, ',' ORDER BY sequence) FROM (SELECT "
          + COLUMNS
          + " FROM event) e";

  private static final String COUNTS =
      "SELECT string_agg(c::text, ',' ORDER BY c::text) FROM event_count c";

  Cell cell;
  private final ObjectNode denied = Contract.example("denied");
  private DataSource database;

  @BeforeEach
  void storeAsBefore() throws SQLException {
    database = cell.newDatabase("42");
    String snapshot = denied.path("decision").path("snapshot").textValue();
    execute(
        "CREATE TABLE event_20261101 PARTITION OF event"
            + " FOR VALUES FROM ('2026-11-01T00:00:00Z') TO ('2026-11-02T00:00:00Z')");
    execute("INSERT INTO named_snapshot VALUES ('%s', 'fr', now(), 0, now())".formatted(snapshot));
    store(0, "announced", "NULL, NULL, NULL, NULL, NULL, NULL, NULL", "salt('0')", "NULL");
    store(
        1,
        "opened",
        "gen_random_uuid(), 1, 'triage', '%s', 17, '{FR,DE}', NULL".formatted(snapshot),
        "salt('1')",
        "NULL");
    store(
        2,
        "closed",
        "gen_random_uuid(), 2, 'søk', NULL, NULL, '{FR}', 400",
        "NULL",
        "gen_random_uuid()");
    execute(
        "INSERT INTO sequence_digest VALUES ('%s', 'acme', 9, '\\x%s', '2026-11-01T10:00:00Z')"
            .formatted(
                denied.get("epoch").textValue(), new Bytes(Contract.bytes(again())).sha256()));
  }

  private ObjectNode again() {
    return denied.put("tenant", "acme").put("sequence", 9).put("time", "2026-11-01T10:00:00Z");
  }

  private void store(int sequence, String type, String of, String salt, String destruction)
      throws SQLException {
    execute(
        """
        INSERT INTO event (time, tenant, epoch, sequence, type, cell, router, router_site, repeats,
          stored, kafka_partition, kafka_offset, log_index, digest, request, attempt, application,
          snapshot, revision, countries, total_tokens, data_class, endpoint, salt, value, destruction,
          commitment)
        VALUES ('2026-11-01T10:00:0%dZ', 'acme', '%s', %d, '%s', 'fr', 'router-fr-1', 'paris-1',
          false, now(), 3, %d, %d, sha256('%d'), %s, 'health', 'chat', %s,
          '\\x01', %s, '\\x02')
        """
            .formatted(
                sequence,
                denied.get("epoch").textValue(),
                sequence,
                type,
                sequence,
                sequence,
                sequence,
                of,
                salt.replace("salt(", "sha256("),
                destruction));
  }

  private void execute(String sql) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String text(String sql) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void areWhatTheyWere() throws SQLException {
    String events = text(ALL);
    String counts = text(COUNTS);

    Flyway.configure().dataSource(database).load().migrate();

    assertThat(text(ALL)).isEqualTo(events).contains("søk", "acme");
    assertThat(text(COUNTS)).isEqualTo(counts);
    assertThat(text("SELECT count(*) FROM event_shape s WHERE digest = shape_digest(s)"))
        .isEqualTo("3");
  }

  @Test
  void numbersThatArrivedAreStillKnown() throws SQLException {
    Flyway.configure().dataSource(database).load().migrate();
    OwnStore own = new OwnStore(database, Clock.systemUTC());

    own.store(Contract.bytes(again()), new byte[32]);
    own.store(Contract.bytes(again().put("status", 404)), new byte[32]);

    assertThat(text("SELECT count(*) FROM event")).isEqualTo("3");
    assertThat(text("SELECT count(*) FROM equivocation")).isEqualTo("1");
  }
}
