package eu.bailiwick.metering.export;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Database;
import eu.bailiwick.metering.query.EventFilter;
import eu.bailiwick.metering.storage.PackedValue;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the events of an export, oldest first. */
@Singleton
final class ExportQueries {

  private static final String SELECT =
      Stream.of(Column.values())
          .map(Column::sql)
          .collect(Collectors.joining(", ", "SELECT ", ", e.value FROM event e WHERE "));

  private static final String OLDEST_FIRST = " ORDER BY e.time, e.tenant, e.epoch, e.sequence";

  private static final String AT_MOST =
      """
      SELECT coalesce(sum(n.events), 0) AS events
      FROM event_shape e JOIN event_count n ON n.shape = e.id WHERE
      """;

  private final Database database;

  ExportQueries(Database database) {
    this.database = database;
  }

  /** How many events it may be at most: parts of days count as whole ones. */
  long atMost(EventFilter filter) {
    Condition condition =
        filter.isCounted() ? filter.dimensions() : filter.dimensions(EventFilter.COUNTED);
    filter.period().days().restrict("n.day", condition);
    return database
        .query(AT_MOST + condition.sql(), condition.values(), row -> row.getLong("events"))
        .getFirst();
  }

  /** Takes events. */
  interface Events {
    void take(ExportedEvent event) throws IOException;
  }

  void read(EventFilter filter, Condition more, Events events) throws IOException {
    Condition condition = filter.condition().and(more);
    database.stream(
        SELECT + condition.sql() + OLDEST_FIRST,
        condition.values(),
        row -> events.take(event(row)));
  }

  private static ExportedEvent event(ResultSet row) throws SQLException {
    Map<Column, @Nullable Object> values = new EnumMap<>(Column.class);
    for (Column column : Column.values()) {
      values.put(column, value(column, row));
    }
    byte[] value = row.getBytes("value");
    if (value == null) {
      return new ExportedEvent(values, null);
    }
    Bytes bytes = new Bytes(PackedValue.unpack(value));
    values.put(Column.DIGEST, "sha256:" + bytes.sha256());
    return new ExportedEvent(values, bytes);
  }

  private static @Nullable Object value(Column column, ResultSet row) throws SQLException {
    String name = column.name();
    return switch (column.type()) {
      case TEXT -> row.getString(name);
      case NUMBER -> row.getObject(name, Long.class);
      case FLAG -> row.getObject(name, Boolean.class);
      case TIME -> row.getObject(name, OffsetDateTime.class).toInstant();
    };
  }
}
