package eu.bailiwick.metering.events;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.event.EventReader;
import eu.bailiwick.metering.event.MalformedEventException;
import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Cursor;
import eu.bailiwick.metering.query.Database;
import eu.bailiwick.metering.query.EventFilter;
import eu.bailiwick.metering.storage.PackedValue;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds events. */
@Singleton
final class EventQueries {

  private static final String SELECT =
      """
      SELECT e.time, e.tenant, e.epoch, e.sequence, e.stored, e.late_since, e.repeats, e.digest, e.value
      FROM event e WHERE
      """;

  private static final String NEWEST_FIRST =
      """
      ORDER BY e.time DESC, e.tenant DESC, e.epoch DESC, e.sequence DESC LIMIT ?
      """;

  /** How many events there are in each hour; never fewer than there are. */
  private static final String HOURS =
      """
      SELECT n.hour, sum(n.events) AS events
      FROM event_shape e JOIN event_count n ON n.shape = e.id WHERE
      """;

  private static final String NEWEST_HOUR_FIRST = " GROUP BY n.hour ORDER BY n.hour DESC";

  private static final String IN_HOURS =
      "SELECT e.* FROM unnest(?::timestamptz[]) AS h (hour) CROSS JOIN LATERAL (";

  private final Database database;
  private final EventReader reader;

  EventQueries(Database database, EventReader reader) {
    this.database = database;
    this.reader = reader;
  }

  /**
   * At most {@code limit} events, newest first, behind {@code after} if it is given.
   *
   * @param shapes further conditions that the hourly counts know, on events or shapes as {@code e}
   * @param more further conditions that they do not know, on events as {@code e}
   */
  List<StoredEvent> find(
      EventFilter filter, Condition shapes, Condition more, Optional<Cursor> after, int limit) {
    Condition condition = filter.condition().and(shapes).and(more);
    after.ifPresent(cursor -> behind(cursor, condition));
    boolean counted = filter.isCounted() && !more.isSome();
    if (!counted || !(filter.isSelective() || shapes.isSome())) {
      return find(condition, limit);
    }
    List<OffsetDateTime> hours = hours(filter, shapes, after, limit);
    return hours.isEmpty() ? List.of() : find(hours, condition, limit);
  }

  private static void behind(Cursor cursor, Condition condition) {
    OffsetDateTime time = cursor.time().atOffset(ZoneOffset.UTC);
    // The first clause says nothing new; it lets PostgreSQL leave out later days.
    condition.and("e.time <= ?", time);
    condition.and(
        "(e.time, e.tenant, e.epoch, e.sequence) < (?, ?, ?, ?)",
        time,
        cursor.tenant(),
        cursor.epoch(),
        cursor.sequence());
  }

  private List<StoredEvent> find(Condition condition, int limit) {
    List<Object> values = new ArrayList<>(condition.values());
    values.add(limit);
    return database.query(SELECT + condition.sql() + "\n" + NEWEST_FIRST, values, this::event);
  }

  /** The newest hours that hold enough events; the first may lie behind the cursor in part. */
  private List<OffsetDateTime> hours(
      EventFilter filter, Condition shapes, Optional<Cursor> after, int limit) {
    Condition condition = filter.dimensions().and(shapes);
    filter.period().hours().restrict("n.hour", condition);
    after.ifPresent(cursor -> condition.and("n.hour <= ?", cursor.time().atOffset(ZoneOffset.UTC)));
    List<OffsetDateTime> hours = new ArrayList<>();
    long events = 0;
    for (InHour hour :
        database.query(
            HOURS + condition.sql() + NEWEST_HOUR_FIRST, condition.values(), EventQueries::hour)) {
      hours.add(hour.hour());
      // The newest hour may count events that the period or the cursor leaves out.
      events += hours.size() == 1 ? 0 : hour.events();
      if (events >= limit) {
        break;
      }
    }
    return hours;
  }

  private record InHour(OffsetDateTime hour, long events) {}

  private static InHour hour(ResultSet row) throws SQLException {
    return new InHour(row.getObject("hour", OffsetDateTime.class), row.getLong("events"));
  }

  private List<StoredEvent> find(List<OffsetDateTime> hours, Condition condition, int limit) {
    condition.and("e.time >= ?", hours.getLast());
    condition.and("e.time < ?", hours.getFirst().plusHours(1));
    condition.and("e.time >= h.hour").and("e.time < h.hour + interval '1 hour'");
    List<Object> values = new ArrayList<>();
    values.add(hours);
    values.addAll(condition.values());
    values.add(limit);
    values.add(limit);
    return database.query(
        IN_HOURS + SELECT + condition.sql() + "\n" + NEWEST_FIRST + ") e " + NEWEST_FIRST,
        values,
        this::event);
  }

  private StoredEvent event(ResultSet row) throws SQLException {
    Cursor place =
        new Cursor(
            row.getObject("time", OffsetDateTime.class).toInstant(),
            row.getString("tenant"),
            row.getObject("epoch", UUID.class),
            row.getLong("sequence"));
    StoredEvent.Receipt receipt =
        new StoredEvent.Receipt(
            new Bytes(row.getBytes("digest")),
            row.getObject("stored", OffsetDateTime.class).toInstant(),
            instant(row.getObject("late_since", OffsetDateTime.class)),
            row.getBoolean("repeats"));
    try {
      return new StoredEvent(
          place, reader.read(PackedValue.unpack(row.getBytes("value"))), receipt);
    } catch (MalformedEventException e) {
      throw new IllegalStateException("stored event " + place + " can no longer be read", e);
    }
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
