package eu.bailiwick.metering.intake;

import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.metering.cell.TenantEvents;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Looks into the tables. Texts that are compared with bytes are bound as bytes. */
final class Rows {

  private final DataSource database;

  Rows(DataSource database) {
    this.database = database;
  }

  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  <T> List<T> read(String sql, Row<T> row, Object... values) {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(sql)) {
      bind(statement, sql, values);
      List<T> found = new ArrayList<>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(row.read(rows));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  List<String> texts(String sql, Object... values) {
    return read(sql, row -> row.getString(1), values);
  }

  long count(String sql, Object... values) {
    return read(sql, row -> row.getLong(1), values).getFirst();
  }

  void execute(String sql, Object... values) {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(sql)) {
      bind(statement, sql, values);
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until a tenant has so many events. */
  void awaitEvents(TenantEvents tenant, int events) {
    await()
        .untilAsserted(
            () ->
                assertThat(count("SELECT count(*) FROM event WHERE tenant = ?", tenant.tenant()))
                    .isEqualTo(events));
  }

  /** All that was stored of events, but for what counts on with every record. */
  String everything() {
    return String.join(
        "\n",
        texts("SELECT md5(string_agg(e::text, ',' ORDER BY epoch, sequence)) FROM event e")
            .getFirst(),
        texts("SELECT md5(string_agg(s::text, ',' ORDER BY s::text)) FROM sequence_digest s")
            .getFirst(),
        texts("SELECT string_agg(o::text, ',' ORDER BY o::text) FROM open_attempt o").toString(),
        texts("SELECT string_agg(d::text, ',' ORDER BY d::text) FROM dead_letter d").toString(),
        texts("SELECT string_agg(q::text, ',' ORDER BY q::text) FROM equivocation q").toString());
  }

  private static void bind(PreparedStatement statement, String sql, Object... values)
      throws SQLException {
    int index = 0;
    for (Object value : values) {
      boolean asBytes = value instanceof String && sql.contains("key = ?");
      statement.setObject(
          ++index, asBytes ? value.toString().getBytes(StandardCharsets.UTF_8) : value);
    }
  }
}
