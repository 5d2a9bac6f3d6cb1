package eu.bailiwick.metering.intake;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;

/** How much of the disk a database takes. */
final class Size {

  private static final String OF_TABLES =
      """
      SELECT coalesce(p.inhparent::regclass::text, c.relname) AS name,
        sum(pg_total_relation_size(c.oid)) AS bytes
      FROM pg_class c LEFT JOIN pg_inherits p ON p.inhrelid = c.oid
      WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
      GROUP BY 1 ORDER BY 2 DESC
      """;

  private Size() {}

  /** Prints bytes per event of every table with its indexes and what is stored apart. */
  static void print(DataSource database, long events) throws SQLException {
    Map<String, Long> sizes = new LinkedHashMap<>();
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("VACUUM");
      try (var rows = statement.executeQuery(OF_TABLES)) {
        while (rows.next()) {
          sizes.put(rows.getString("name"), rows.getLong("bytes"));
        }
      }
    }
    long all = sizes.values().stream().mapToLong(Long::longValue).sum();
    System.out.printf("disk: %.0f bytes/event, of which", (double) all / events);
    sizes.forEach(
        (name, bytes) -> {
          if (bytes > all / 200) {
            System.out.printf(" %s %.0f", name, (double) bytes / events);
          }
        });
    System.out.println();
  }
}
