package eu.bailiwick.metering.usage;

import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Database;
import eu.bailiwick.metering.query.Dimension;
import eu.bailiwick.metering.query.EventFilter;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Counts attempts and denials. */
@Singleton
final class UsageQueries {

  private static final int MOST_GROUPS = 10_000;

  /** One row for each denial and each attempt; none for the opened event of a closed attempt. */
  private static final String COUNTED =
      "((e.type IN ('denied', 'closed') AND NOT e.repeats) OR (e.type = 'opened' AND "
          + EventFilter.IS_OPEN
          + "))";

  private static final String EACH_COUNTRY =
      " LEFT JOIN LATERAL unnest(e.countries) AS c (country) ON true";

  private final Database database;

  UsageQueries(Database database) {
    this.database = database;
  }

  /**
   * One group of a count.
   *
   * @param of its value in each dimension, by the dimension's name; null where events have none
   */
  record Group(Map<String, @Nullable String> of, Totals totals) {}

  /**
   * Counts.
   *
   * @param dimensions to group by, none twice; if there are none, the answer is one group
   * @throws ProblemException if there are more than 10,000 groups
   */
  List<Group> count(List<Dimension> dimensions, Condition condition) {
    List<Group> groups =
        database.query(
            sql(dimensions, condition), condition.values(), row -> group(dimensions, row));
    if (groups.size() > MOST_GROUPS) {
      throw new ProblemException(
          ErrorCode.TOO_MANY_GROUPS,
          "More than " + MOST_GROUPS + " groups: narrow the question or group by less.");
    }
    return groups;
  }

  private static String sql(List<Dimension> dimensions, Condition condition) {
    String columns =
        dimensions.stream().map(d -> d.column() + " AS " + d + ", ").collect(Collectors.joining());
    String positions =
        IntStream.rangeClosed(1, dimensions.size())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    return "SELECT %s%sFROM event e%s WHERE %s AND %s%s LIMIT %d"
        .formatted(
            columns,
            Totals.SQL,
            dimensions.contains(Dimension.COUNTRY) ? EACH_COUNTRY : "",
            COUNTED,
            condition.sql(),
            dimensions.isEmpty() ? "" : " GROUP BY " + positions + " ORDER BY " + positions,
            MOST_GROUPS + 1);
  }

  private static Group group(List<Dimension> dimensions, ResultSet row) throws SQLException {
    Map<String, @Nullable String> of = new LinkedHashMap<>();
    for (Dimension dimension : dimensions) {
      of.put(dimension.parameter(), row.getString(dimension.name()));
    }
    return new Group(of, Totals.read(row));
  }
}
