package eu.bailiwick.metering.events;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.event.EventReader;
import eu.bailiwick.metering.event.MalformedEventException;
import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Cursor;
import eu.bailiwick.metering.query.Database;
import eu.bailiwick.metering.query.EventFilter;
import eu.bailiwick.metering.storage.PackedValue;
import jakarta.inject.Inject;
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
      SELECT e.time, e.tenant, e.epoch, e.sequence, e.stored, e.late_since, e.repeats, e.value,
        e.destruction, e.type, e.cell, e.router, e.router_site, e.request, e.attempt, e.outcome,
        e.data_class, e.reason, e.status, e.code
      FROM event e WHERE
      """;

  private static final String NEWEST_FIRST =
      """
      ORDER BY e.time DESC, e.tenant DESC, e.epoch DESC, e.sequence DESC LIMIT ?
      """;

  /** How many events there are on each day, never fewer than there are; and of which shapes. */
  private static final String DAYS =
      """
      SELECT n.day, sum(n.events) AS events, array_agg(e.id) AS shapes
      FROM event_shape e JOIN event_count n ON n.shape = e.id WHERE
      """;

  private static final String NEWEST_DAY_FIRST = " GROUP BY n.day ORDER BY n.day DESC";

  private static final String IN_DAYS =
      "SELECT e.* FROM unnest(?::timestamptz[]) AS d (day) CROSS JOIN LATERAL (";

  /** So many are read to find the newest of them; of more, the newest are not far to seek. */
  private static final long FEW = 5_000;

  /** The fence keeps PostgreSQL from looking through all events of the days for the newest. */
  private static final String OF_SHAPES = "SELECT e.* FROM (";

  private static final String FENCE = " AND e.shape = ANY (?) OFFSET 0) e ";

  private final Database database;
  private final EventReader reader;
  private final long few;

  @Inject
  EventQueries(Database database, EventReader reader) {
    this(database, reader, FEW);
  }

  EventQueries(Database database, EventReader reader, long few) {
    this.database = database;
    this.reader = reader;
    this.few = few;
  }

  /**
   * At most {@code limit} events, newest first, behind {@code after} if it is given.
   *
   * @param shapes further conditions that the daily counts know, on events or shapes as {@code e}
   * @param more further conditions that they do not know, on events as {@code e}
   */
  List<ShownEvent> find(
      EventFilter filter, Condition shapes, Condition more, Optional<Cursor> after, int limit) {
    Condition condition = filter.condition().and(shapes).and(more);
    after.ifPresent(cursor -> behind(cursor, condition));
    boolean counted = filter.isCounted() && !more.isSome();
    if (!counted || !(filter.isSelective() || shapes.isSome())) {
      return find(condition, limit);
    }
    List<OnDay> days = days(filter, shapes, after, limit);
    if (days.isEmpty()) {
      return List.of();
    }
    long events = days.stream().mapToLong(OnDay::events).sum();
    return events <= few ? findFew(days, condition, limit) : find(days, condition, limit);
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

  private List<ShownEvent> find(Condition condition, int limit) {
    List<Object> values = new ArrayList<>(condition.values());
    values.add(limit);
    return database.query(SELECT + condition.sql() + "\n" + NEWEST_FIRST, values, this::event);
  }

  /** The newest days that hold enough events; the first may lie behind the cursor in part. */
  private List<OnDay> days(
      EventFilter filter, Condition shapes, Optional<Cursor> after, int limit) {
    Condition condition = filter.dimensions().and(shapes);
    filter.period().days().restrict("n.day", condition);
    after.ifPresent(cursor -> condition.and("n.day <= ?", cursor.time().atOffset(ZoneOffset.UTC)));
    List<OnDay> days = new ArrayList<>();
    long events = 0;
    for (OnDay day :
        database.query(
            DAYS + condition.sql() + NEWEST_DAY_FIRST, condition.values(), EventQueries::day)) {
      days.add(day);
      // The newest day may count events that the period or the cursor leaves out.
      events += days.size() == 1 ? 0 : day.events();
      if (events >= limit) {
        break;
      }
    }
    return days;
  }

  private record OnDay(OffsetDateTime day, long events, List<Integer> shapes) {}

  private static OnDay day(ResultSet row) throws SQLException {
    return new OnDay(
        row.getObject("day", OffsetDateTime.class),
        row.getLong("events"),
        List.of((Integer[]) row.getArray("shapes").getArray()));
  }

  private static void within(List<OnDay> days, Condition condition) {
    condition.and("e.time >= ?", days.getLast().day());
    condition.and("e.time < ?", days.getFirst().day().plusDays(1));
  }

  private List<ShownEvent> find(List<OnDay> days, Condition condition, int limit) {
    within(days, condition);
    condition.and("e.time >= d.day").and("e.time < d.day + interval '24 hours'");
    List<Object> values = new ArrayList<>();
    values.add(days.stream().map(OnDay::day).toList());
    values.addAll(condition.values());
    values.add(limit);
    values.add(limit);
    return database.query(
        IN_DAYS + SELECT + condition.sql() + "\n" + NEWEST_FIRST + ") e " + NEWEST_FIRST,
        values,
        this::event);
  }

  private List<ShownEvent> findFew(List<OnDay> days, Condition condition, int limit) {
    within(days, condition);
    List<Object> values = new ArrayList<>(condition.values());
    values.add(days.stream().flatMap(day -> day.shapes().stream()).distinct().toList());
    values.add(limit);
    return database.query(
        OF_SHAPES + SELECT + condition.sql() + FENCE + NEWEST_FIRST, values, this::event);
  }

  private ShownEvent event(ResultSet row) throws SQLException {
    return row.getBytes("value") == null ? destroyed(row) : stored(row);
  }

  /** What the row keeps of an event whose bytes were lawfully destroyed. */
  private static ShownEvent destroyed(ResultSet row) throws SQLException {
    return new ShownEvent(
        place(row),
        new EventItem(
            row.getString("type"),
            row.getString("cell"),
            row.getString("router"),
            row.getString("router_site"),
            row.getString("tenant"),
            row.getObject("epoch", UUID.class),
            row.getLong("sequence"),
            row.getObject("time", OffsetDateTime.class).toInstant(),
            null,
            row.getObject("destruction", UUID.class),
            row.getObject("stored", OffsetDateTime.class).toInstant(),
            instant(row.getObject("late_since", OffsetDateTime.class)),
            row.getObject("request", UUID.class),
            row.getObject("attempt", Integer.class),
            row.getString("outcome"),
            row.getString("data_class"),
            row.getString("reason"),
            row.getObject("status", Integer.class),
            row.getString("code"),
            null,
            null,
            row.getBoolean("repeats") ? true : null,
            null,
            null,
            null,
            null));
  }

  private static Cursor place(ResultSet row) throws SQLException {
    return new Cursor(
        row.getObject("time", OffsetDateTime.class).toInstant(),
        row.getString("tenant"),
        row.getObject("epoch", UUID.class),
        row.getLong("sequence"));
  }

  private ShownEvent stored(ResultSet row) throws SQLException {
    Cursor place = place(row);
    Bytes value = new Bytes(PackedValue.unpack(row.getBytes("value")));
    StoredEvent.Receipt receipt =
        new StoredEvent.Receipt(
            value.sha256(),
            row.getObject("stored", OffsetDateTime.class).toInstant(),
            instant(row.getObject("late_since", OffsetDateTime.class)),
            row.getBoolean("repeats"));
    try {
      return new ShownEvent(place, new StoredEvent(reader.read(value.content()), receipt).item());
    } catch (MalformedEventException e) {
      throw new IllegalStateException("stored event " + place + " can no longer be read", e);
    }
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
