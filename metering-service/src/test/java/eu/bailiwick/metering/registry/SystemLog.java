package eu.bailiwick.metering.registry;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.parts.Eventually;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What the system log holds. */
final class SystemLog {

  private final DataSource database;

  SystemLog(DataSource database) {
    this.database = database;
  }

  /** Its entries in order, each as {@code index kind first-last content}. */
  List<String> entries() {
    return texts(
        """
        SELECT index || ' ' || kind || ' ' || first || '-' || last || ' '
          || CASE WHEN kind = 'gap' THEN '' ELSE convert_from(content, 'UTF8') END
        FROM ledger_entry WHERE log = 'system' ORDER BY index
        """);
  }

  void await(String... entries) {
    awaitAll(List.of(entries));
  }

  void awaitAll(List<String> entries) {
    Eventually.await()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(entries()).isEqualTo(entries));
  }

  static String change(int index, long revision, String content) {
    return entry(index, "change", revision, revision, content);
  }

  static String entry(int index, String kind, long first, long last, String content) {
    return index + " " + kind + " " + first + "-" + last + " " + content;
  }

  /** The first column. */
  List<String> texts(String sql) {
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

  void execute(String sql) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  byte[] archived(String digest) {
    List<String> found =
        texts("SELECT encode(jws, 'escape') FROM snapshot WHERE digest = '" + digest + "'");
    return found.isEmpty() ? new byte[0] : found.getFirst().getBytes(StandardCharsets.US_ASCII);
  }
}
