package eu.bailiwick.metering.retention;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.motion.Motion;
import eu.bailiwick.metering.motion.Motion.Kind;
import eu.bailiwick.metering.motion.MotionStore;
import eu.bailiwick.metering.motion.SystemLogStore;
import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.storage.Rows;
import eu.bailiwick.metering.storage.Sql;
import eu.bailiwick.metering.storage.StorageUnavailableException;
import eu.bailiwick.metering.storage.Transactions;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Legal holds. Whoever grants or releases one waits for destruction that is under way, and
 * destruction waits for them. Blocks; throws {@link StorageUnavailableException} if PostgreSQL does
 * not answer.
 */
@Singleton
public final class HoldStore {

  /** Any number, the same in every instance. */
  private static final long ADVISORY_LOCK = 0x6261_696c_686f_6c64L;

  private static final String IN_FORCE =
      """
      SELECT m.id, m.content FROM hold h JOIN motion m ON m.id = h.id
      WHERE h.released IS NULL ORDER BY m.number
      """;

  private static final String FORCE = "SELECT since, released FROM hold WHERE id = ?";

  private static final String RELEASE_OF =
      "SELECT id FROM motion WHERE kind = 'release' AND content->>'hold' = ?"
          + " ORDER BY number DESC LIMIT 1";

  private final Transactions transactions;
  private final MotionStore motions;
  private final SystemLogStore log;
  private final Clock clock;

  public HoldStore(
      Transactions transactions, MotionStore motions, SystemLogStore log, Clock clock) {
    this.transactions = transactions;
    this.motions = motions;
    this.log = log;
    this.clock = clock;
  }

  /** A motion with its hold; the number is its place among holds. */
  record Placed(long number, Hold hold) {}

  /** Asks for a hold. */
  Hold ask(Concern concern, String by, String reason) {
    return transactions.run(
        "a hold could not be asked for",
        connection ->
            Hold.of(
                motions.ask(connection, UUID.randomUUID(), Kind.HOLD, concern.json(), by, reason),
                null,
                null));
  }

  /** Puts a hold in force. */
  Hold grant(UUID id, String by, String because) {
    return transactions.run(
        "a hold could not be granted",
        connection -> {
          lockExclusively(connection);
          Motion motion = motions.grant(connection, id, Kind.HOLD, by, because);
          Rows.update(
              connection,
              "INSERT INTO hold (id, since) VALUES (?, ?)",
              sql -> sql.uuid(id).time(now()));
          log.append(connection, "hold", id, content(motion, Concern.of(motion.content())));
          return hold(connection, motion).hold();
        });
  }

  /** Rejects or withdraws the wish for a hold. */
  Hold close(UUID id, String by, String because) {
    return transactions.run(
        "a hold could not be rejected",
        connection ->
            hold(connection, motions.close(connection, id, Kind.HOLD, by, because)).hold());
  }

  /** Asks that a hold end. */
  Hold askRelease(UUID id, String by, String reason) {
    return transactions.run(
        "a release could not be asked for",
        connection -> {
          Motion motion = motions.find(connection, id, Kind.HOLD);
          Hold hold = hold(connection, motion).hold();
          boolean asked = hold.release() != null && hold.release().state().equals("asked");
          if (!hold.state().equals("in_force") || asked) {
            throw new ProblemException(
                ErrorCode.ALREADY_DECIDED,
                asked ? "Its release is asked for already." : "The hold is not in force.");
          }
          ObjectNode content = SystemLogStore.content().put("hold", id.toString());
          motions.ask(connection, UUID.randomUUID(), Kind.RELEASE, content, by, reason);
          return hold(connection, motion).hold();
        });
  }

  /** Ends a hold. */
  Hold release(UUID id, String by, String because) {
    return transactions.run(
        "a hold could not be released",
        connection -> {
          lockExclusively(connection);
          Motion motion = motions.find(connection, id, Kind.HOLD);
          UUID release = releaseOf(connection, id).orElseThrow(HoldStore::notAsked);
          Motion granted = motions.grant(connection, release, Kind.RELEASE, by, because);
          Rows.update(
              connection,
              "UPDATE hold SET released = ?, release = ? WHERE id = ? AND released IS NULL",
              sql -> sql.time(now()).uuid(release).uuid(id));
          log.append(connection, "release", id, content(granted, Concern.of(motion.content())));
          return hold(connection, motion).hold();
        });
  }

  /** Rejects or withdraws the wish for a release. */
  Hold closeRelease(UUID id, String by, String because) {
    return transactions.run(
        "a release could not be rejected",
        connection -> {
          Motion motion = motions.find(connection, id, Kind.HOLD);
          UUID release = releaseOf(connection, id).orElseThrow(HoldStore::notAsked);
          motions.close(connection, release, Kind.RELEASE, by, because);
          return hold(connection, motion).hold();
        });
  }

  /** One hold. */
  Hold find(UUID id) {
    return transactions.run(
        "a hold could not be read",
        connection -> hold(connection, motions.find(connection, id, Kind.HOLD)).hold());
  }

  /** At most {@code limit} holds, newest first. */
  List<Placed> page(long below, int limit) {
    return transactions.run(
        "holds could not be read",
        connection -> {
          List<Placed> holds = new ArrayList<>();
          for (Motion motion : motions.page(connection, Kind.HOLD, below, limit)) {
            holds.add(hold(connection, motion));
          }
          return holds;
        });
  }

  /**
   * What is held until the transaction ends, by the id of the hold: none is granted or released
   * meanwhile.
   */
  public Map<UUID, Concern> inForce(Connection connection) throws SQLException {
    Rows.list(
        connection,
        "SELECT pg_advisory_xact_lock_shared(" + ADVISORY_LOCK + ")",
        sql -> sql,
        row -> true);
    Map<UUID, Concern> held = new LinkedHashMap<>();
    Rows.list(
            connection,
            IN_FORCE,
            sql -> sql,
            row -> Map.entry(Sql.uuid(row, "id"), Concern.parse(row.getString("content"))))
        .forEach(each -> held.put(each.getKey(), each.getValue()));
    return held;
  }

  private static void lockExclusively(Connection connection) throws SQLException {
    Rows.list(
        connection, "SELECT pg_advisory_xact_lock(" + ADVISORY_LOCK + ")", sql -> sql, row -> true);
  }

  private Placed hold(Connection connection, Motion motion) throws SQLException {
    Hold.@Nullable Force force =
        Rows.list(
                connection,
                FORCE,
                sql -> sql.uuid(motion.id()),
                row -> {
                  OffsetDateTime released = row.getObject("released", OffsetDateTime.class);
                  return new Hold.Force(
                      Sql.instant(row, "since"), released == null ? null : released.toInstant());
                })
            .stream()
            .findFirst()
            .orElse(null);
    Optional<UUID> release = releaseOf(connection, motion.id());
    return new Placed(
        motion.number(),
        Hold.of(
            motion,
            force,
            release.isEmpty() ? null : motions.find(connection, release.get(), Kind.RELEASE)));
  }

  private static Optional<UUID> releaseOf(Connection connection, UUID hold) throws SQLException {
    return Rows.list(
            connection, RELEASE_OF, sql -> sql.text(hold.toString()), row -> Sql.uuid(row, "id"))
        .stream()
        .findFirst();
  }

  private static ProblemException notAsked() {
    return new ProblemException(ErrorCode.NOT_FOUND, "Nobody asked that this hold be released.");
  }

  /** Names neither application nor key nor request: the entry cannot be taken back. */
  private static ObjectNode content(Motion motion, Concern concern) {
    ObjectNode content = SystemLogStore.content();
    content.put("by", motion.askedBy());
    content.put("askedAt", motion.askedAt().toString());
    content.put("purpose", motion.reason());
    content.put("approvedBy", motion.decidedBy());
    content.put("approvedBecause", motion.decidedBecause());
    content.put("tenant", concern.tenant());
    concern.selectors().forEach(content.putArray("selectors")::add);
    return content;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
