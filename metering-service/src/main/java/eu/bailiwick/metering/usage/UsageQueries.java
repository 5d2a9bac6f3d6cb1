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
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts attempts and denials. */
@Singleton
public final class UsageQueries {

  private static final int MOST_GROUPS = 10_000;

  private final Database database;

  public UsageQueries(Database database) {
    this.database = database;
  }

  /**
   * One group of a count.
   *
   * @param bucket when its stretch of time begins; null if it is not counted by time
   * @param of its value in each dimension, by the dimension's name; null where events have none
   */
  public record Group(@Nullable Instant bucket, Map<String, @Nullable String> of, Totals totals) {

    /** Its value in a dimension; null where events have none. */
    public @Nullable String of(Dimension dimension) {
      return of.get(dimension.parameter());
    }
  }

  /**
   * Counts.
   *
   * @param more a condition on dimensions of events as {@code e}, beside the filter
   * @throws ProblemException if there are more than 10,000 groups
   */
  public List<Group> count(Grouping grouping, EventFilter filter, Condition more) {
    CountSql.Statement statement = CountSql.of(grouping, filter, more, MOST_GROUPS + 1);
    List<Group> groups =
        database.query(statement.sql(), statement.values(), row -> group(grouping, row));
    if (groups.size() > MOST_GROUPS) {
      throw new ProblemException(
          ErrorCode.TOO_MANY_GROUPS,
          "More than " + MOST_GROUPS + " groups: narrow the question or group by less.");
    }
    return groups;
  }

  private static Group group(Grouping grouping, ResultSet row) throws SQLException {
    Map<String, @Nullable String> of = new LinkedHashMap<>();
    for (Dimension dimension : grouping.dimensions()) {
      of.put(dimension.parameter(), row.getString(dimension.name()));
    }
    Instant bucket =
        grouping.bucket() == null
            ? null
            : row.getObject("bucket", OffsetDateTime.class).toInstant();
    return new Group(bucket, of, Totals.read(row));
  }
}
