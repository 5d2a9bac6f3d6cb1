package eu.bailiwick.metering.events;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.event.EventReader;
import eu.bailiwick.metering.event.MalformedEventException;
import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Cursor;
import eu.bailiwick.metering.query.Database;
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

  private final Database database;
  private final EventReader reader;

  EventQueries(Database database, EventReader reader) {
    this.database = database;
    this.reader = reader;
  }

  /** At most {@code limit} events, newest first, behind {@code after} if it is given. */
  List<StoredEvent> find(Condition condition, Optional<Cursor> after, int limit) {
    after.ifPresent(
        cursor -> {
          OffsetDateTime time = cursor.time().atOffset(ZoneOffset.UTC);
          // The first clause says nothing new; it lets PostgreSQL leave out later days.
          condition.and("e.time <= ?", time);
          condition.and(
              "(e.time, e.tenant, e.epoch, e.sequence) < (?, ?, ?, ?)",
              time,
              cursor.tenant(),
              cursor.epoch(),
              cursor.sequence());
        });
    List<Object> values = new ArrayList<>(condition.values());
    values.add(limit);
    return database.query(SELECT + condition.sql() + "\n" + NEWEST_FIRST, values, this::event);
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
