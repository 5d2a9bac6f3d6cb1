package eu.bailiwick.metering.retention;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.motion.Motion;
import eu.bailiwick.metering.motion.Motion.Kind;
import eu.bailiwick.metering.motion.MotionStore;
import eu.bailiwick.metering.motion.SystemLogStore;
import eu.bailiwick.metering.storage.Rows;
import eu.bailiwick.metering.storage.Sql;
import eu.bailiwick.metering.storage.StorageUnavailableException;
import eu.bailiwick.metering.storage.Transactions;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Ceilings of retention. Blocks; throws {@link StorageUnavailableException} if PostgreSQL does not
 * answer.
 */
@Singleton
final class CeilingStore {

  private static final String SET =
      """
      INSERT INTO ceiling (tenant, data_class, days, motion, since) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (tenant, data_class) DO UPDATE
      SET days = excluded.days, motion = excluded.motion, since = excluded.since
      """;

  private final Transactions transactions;
  private final MotionStore motions;
  private final SystemLogStore log;
  private final Clock clock;

  CeilingStore(Transactions transactions, MotionStore motions, SystemLogStore log, Clock clock) {
    this.transactions = transactions;
    this.motions = motions;
    this.log = log;
    this.clock = clock;
  }

  /** A page of ceilings; {@code last} is the place of the last one. */
  record Page(List<Ceiling> items, long last) {}

  /** Asks for a ceiling. */
  Ceiling ask(
      @Nullable String tenant, @Nullable String dataClass, int days, String by, String reason) {
    ObjectNode content = SystemLogStore.content().put("days", days);
    if (tenant != null) {
      content.put("tenant", tenant);
    }
    if (dataClass != null) {
      content.put("dataClass", dataClass);
    }
    return transactions.run(
        "a ceiling could not be asked for",
        connection ->
            Ceiling.of(
                motions.ask(connection, UUID.randomUUID(), Kind.CEILING, content, by, reason),
                false));
  }

  /** Sets a ceiling. */
  Ceiling grant(UUID id, String by, String because) {
    return transactions.run(
        "a ceiling could not be granted",
        connection -> {
          Motion motion = motions.grant(connection, id, Kind.CEILING, by, because);
          Ceiling ceiling = Ceiling.of(motion, true);
          Rows.update(
              connection,
              SET,
              sql ->
                  sql.text(ceiling.tenant() == null ? "" : ceiling.tenant())
                      .text(ceiling.dataClass() == null ? "" : ceiling.dataClass())
                      .small(ceiling.days())
                      .uuid(id)
                      .time(clock.instant()));
          ObjectNode content = motion.content().deepCopy();
          content.put("by", motion.askedBy());
          content.put("purpose", motion.reason());
          content.put("approvedBy", by);
          content.put("approvedBecause", because);
          log.append(connection, "ceiling", id, content);
          return ceiling;
        });
  }

  /** Rejects or withdraws the wish for a ceiling. */
  Ceiling close(UUID id, String by, String because) {
    return transactions.run(
        "a ceiling could not be rejected",
        connection -> Ceiling.of(motions.close(connection, id, Kind.CEILING, by, because), false));
  }

  /** At most {@code limit} ceilings, newest first, those that were replaced included. */
  Page page(long below, int limit) {
    return transactions.run(
        "ceilings could not be read",
        connection -> {
          Set<UUID> inForce = inForce(connection);
          List<Ceiling> items = new ArrayList<>();
          long last = below;
          for (Motion motion : motions.page(connection, Kind.CEILING, below, limit)) {
            items.add(Ceiling.of(motion, inForce.contains(motion.id())));
            last = motion.number();
          }
          return new Page(items, last);
        });
  }

  private static Set<UUID> inForce(Connection connection) throws SQLException {
    return Rows.list(
            connection, "SELECT motion FROM ceiling", sql -> sql, row -> Sql.uuid(row, "motion"))
        .stream()
        .collect(Collectors.toSet());
  }
}
