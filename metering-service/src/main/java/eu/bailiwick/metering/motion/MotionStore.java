package eu.bailiwick.metering.motion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.motion.Motion.Kind;
import eu.bailiwick.metering.motion.Motion.State;
import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.storage.Rows;
import eu.bailiwick.metering.storage.Sql;
import eu.bailiwick.metering.storage.StorageUnavailableException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps motions. Every call runs in a transaction of the caller, blocks, and fails with what {@link
 * StorageUnavailableException} is made of.
 */
@Singleton
public final class MotionStore {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String COLUMNS =
      "id, number, kind, content, asked_by, asked_at, reason, state, decided_by, decided_at,"
          + " decided_because";

  private static final String ASK =
      """
      INSERT INTO motion (id, kind, content, asked_by, asked_at, reason, state)
      VALUES (?, ?, ?::jsonb, ?, ?, ?, 'asked')
      RETURNING\s"""
          + COLUMNS;

  private static final String FIND = "SELECT " + COLUMNS + " FROM motion WHERE id = ? AND kind = ?";

  private static final String LOCK = FIND + " FOR UPDATE";

  private static final String PAGE =
      "SELECT " + COLUMNS + " FROM motion WHERE kind = ? AND number < ?";

  private static final String OF_TENANTS =
      " AND coalesce(content ->> 'tenant', content -> 'concerns' ->> 'tenant') = ANY (?)";

  private static final String NEWEST_FIRST = " ORDER BY number DESC LIMIT ?";

  private static final String DECIDE =
      """
      UPDATE motion SET state = ?, decided_by = ?, decided_at = ?, decided_because = ?
      WHERE id = ? RETURNING\s"""
          + COLUMNS;

  private static final String REWRITE = "UPDATE motion SET content = ?::jsonb WHERE id = ?";

  private final Clock clock;

  public MotionStore(Clock clock) {
    this.clock = clock;
  }

  /** Keeps something that is asked for. */
  public Motion ask(
      Connection connection, UUID id, Kind kind, ObjectNode content, String by, String reason)
      throws SQLException {
    return Rows.list(
            connection,
            ASK,
            sql ->
                sql.uuid(id)
                    .text(kind.word())
                    .text(json(content))
                    .text(by)
                    .time(now())
                    .text(reason),
            MotionStore::motion)
        .getFirst();
  }

  /**
   * Finds a motion.
   *
   * @throws ProblemException if there is none of that kind
   */
  public Motion find(Connection connection, UUID id, Kind kind) throws SQLException {
    return only(
        Rows.list(connection, FIND, sql -> sql.uuid(id).text(kind.word()), MotionStore::motion));
  }

  /**
   * At most {@code limit} motions, newest first.
   *
   * @param below only those with a lower number
   */
  public List<Motion> page(Connection connection, Kind kind, long below, int limit)
      throws SQLException {
    return page(connection, kind, Set.of(), below, limit);
  }

  /**
   * The same of some tenants.
   *
   * @param tenants that the motions say they are about; empty for all motions
   */
  public List<Motion> page(
      Connection connection, Kind kind, Set<String> tenants, long below, int limit)
      throws SQLException {
    return Rows.list(
        connection,
        PAGE + (tenants.isEmpty() ? "" : OF_TENANTS) + NEWEST_FIRST,
        sql -> {
          sql.text(kind.word()).number(below);
          if (!tenants.isEmpty()) {
            sql.texts(List.copyOf(tenants));
          }
          return sql.small(limit);
        },
        MotionStore::motion);
  }

  /**
   * Grants a motion of somebody else.
   *
   * @throws ProblemException if there is none of that kind, it is decided, or {@code by} asked
   */
  public Motion grant(Connection connection, UUID id, Kind kind, String by, String because)
      throws SQLException {
    Motion open = open(connection, id, kind);
    if (open.askedBy().equals(by)) {
      throw new ProblemException(
          ErrorCode.SECOND_PERSON_NEEDED,
          "\"" + by + "\" asked for it; somebody else with the role officer or dpo is needed.");
    }
    return decide(connection, open, State.GRANTED, by, because);
  }

  /**
   * Closes a motion for good: by who asked, it is withdrawn; by anybody else, rejected.
   *
   * @throws ProblemException if there is none of that kind, or it is decided
   */
  public Motion close(Connection connection, UUID id, Kind kind, String by, String because)
      throws SQLException {
    Motion open = open(connection, id, kind);
    State state = open.askedBy().equals(by) ? State.WITHDRAWN : State.REJECTED;
    return decide(connection, open, state, by, because);
  }

  /** Replaces what a motion says, because it must not be known any more. */
  public void rewrite(Connection connection, UUID id, ObjectNode content) throws SQLException {
    Rows.update(connection, REWRITE, sql -> sql.text(json(content)).uuid(id));
  }

  private Motion open(Connection connection, UUID id, Kind kind) throws SQLException {
    Motion motion =
        only(
            Rows.list(
                connection, LOCK, sql -> sql.uuid(id).text(kind.word()), MotionStore::motion));
    if (motion.state() != State.ASKED) {
      throw new ProblemException(
          ErrorCode.ALREADY_DECIDED, "It is " + motion.state().word() + " already.");
    }
    return motion;
  }

  private Motion decide(Connection connection, Motion open, State state, String by, String because)
      throws SQLException {
    return Rows.list(
            connection,
            DECIDE,
            sql -> sql.text(state.word()).text(by).time(now()).text(because).uuid(open.id()),
            MotionStore::motion)
        .getFirst();
  }

  private static Motion only(List<Motion> found) {
    if (found.isEmpty()) {
      throw Sent.none();
    }
    return found.getFirst();
  }

  private static Motion motion(ResultSet row) throws SQLException {
    return new Motion(
        Sql.uuid(row, "id"),
        row.getLong("number"),
        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        object(row.getString("content")),
        row.getString("asked_by"),
        Sql.instant(row, "asked_at"),
        row.getString("reason"),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getString("decided_by"),
        instantOrNull(row),
        row.getString("decided_because"));
  }

  private static @Nullable Instant instantOrNull(ResultSet row) throws SQLException {
    OffsetDateTime time = row.getObject("decided_at", OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static ObjectNode object(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("PostgreSQL keeps JSON as JSON", e);
    }
  }

  private static String json(ObjectNode content) {
    return content.toString();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
