package eu.bailiwick.metering.erasure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.ledger.Ledger;
import eu.bailiwick.metering.ledger.LogId;
import eu.bailiwick.metering.motion.Motion;
import eu.bailiwick.metering.motion.Motion.Kind;
import eu.bailiwick.metering.motion.MotionStore;
import eu.bailiwick.metering.motion.SystemLogStore;
import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.retention.Certificate;
import eu.bailiwick.metering.retention.Concern;
import eu.bailiwick.metering.retention.ConcernQueries;
import eu.bailiwick.metering.retention.DestructionStore;
import eu.bailiwick.metering.retention.DestructionStore.Destroyed;
import eu.bailiwick.metering.retention.HoldStore;
import eu.bailiwick.metering.storage.Rows;
import eu.bailiwick.metering.storage.StorageUnavailableException;
import eu.bailiwick.metering.storage.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for erasures and does them. Blocks; throws {@link StorageUnavailableException} if PostgreSQL
 * does not answer.
 */
final class ErasureStore {

  private static final String DONE = "SELECT events, entry FROM destruction WHERE id = ?";
  private static final String CERTIFICATE = "SELECT certificate FROM destruction WHERE id = ?";

  private final Transactions transactions;
  private final MotionStore motions;
  private final HoldStore holds;
  private final DestructionStore destruction;
  private final Ledger ledger;
  private final Terms terms;
  private final Clock clock;

  ErasureStore(
      Transactions transactions,
      MotionStore motions,
      HoldStore holds,
      DestructionStore destruction,
      Ledger ledger,
      Terms terms,
      Clock clock) {
    this.transactions = transactions;
    this.motions = motions;
    this.holds = holds;
    this.destruction = destruction;
    this.ledger = ledger;
    this.terms = terms;
    this.clock = clock;
  }

  /** A motion and its place among erasures. */
  record Placed(long number, Erasure erasure) {}

  /** What is concerned: how many events, and the time of the newest. */
  private record Extent(long events, @Nullable Instant newest) {}

  /**
   * Asks for an erasure.
   *
   * @param ground in law; null if none is named
   * @throws ProblemException if it could not be done now
   */
  Erasure ask(Concern concern, @Nullable String ground, String by, String reason) {
    return transactions.run(
        "an erasure could not be asked for",
        connection -> {
          long events = examine(connection, concern, ground).events();
          ObjectNode content = SystemLogStore.content();
          content.put("tenant", concern.tenant());
          content.set("concerns", concern.json());
          content.put("events", events);
          if (ground != null) {
            content.put("ground", ground);
          }
          return Erasure.of(
              motions.ask(connection, UUID.randomUUID(), Kind.ERASURE, content, by, reason), null);
        });
  }

  /**
   * Erases what somebody else asked for, all of it or nothing.
   *
   * @throws ProblemException if {@code by} asked for it, it is decided, or it must not be done
   */
  Erasure grant(UUID id, String by, String because) {
    return transactions.run(
        "the erasure could not be done",
        connection -> {
          Motion motion = motions.grant(connection, id, Kind.ERASURE, by, because);
          Concern concern = Concern.of(motion.content().path("concerns"));
          String ground = motion.content().path("ground").textValue();
          examine(connection, concern, ground);
          Destroyed destroyed =
              destruction.erase(
                  connection,
                  concern,
                  ConcernQueries.clause(concern) + " ORDER BY e.time",
                  sql -> ConcernQueries.bind(sql, concern),
                  id);
          certify(connection, motion, concern, ground, destroyed);
          ObjectNode left = motion.content().deepCopy();
          concern.selectors().forEach(left.putArray("concerns")::add);
          motions.rewrite(connection, id, left);
          return erasure(connection, motions.find(connection, id, Kind.ERASURE)).erasure();
        });
  }

  /** Rejects or withdraws the wish for an erasure. */
  Erasure close(UUID id, String by, String because) {
    return transactions.run(
        "an erasure could not be rejected",
        connection -> Erasure.of(motions.close(connection, id, Kind.ERASURE, by, because), null));
  }

  /** One erasure. */
  Erasure find(UUID id) {
    return transactions.run(
        "an erasure could not be read",
        connection -> erasure(connection, motions.find(connection, id, Kind.ERASURE)).erasure());
  }

  /**
   * At most {@code limit} erasures, newest first.
   *
   * @param tenants only those of these; empty for all
   */
  List<Placed> page(Set<String> tenants, long below, int limit) {
    return transactions.run(
        "erasures could not be read",
        connection -> {
          List<Placed> items = new ArrayList<>();
          for (Motion motion : motions.page(connection, Kind.ERASURE, tenants, below, limit)) {
            items.add(erasure(connection, motion));
          }
          return items;
        });
  }

  /**
   * The certificate of an erasure or an expiry, JSON; empty if there is none.
   *
   * @param tenants of which it has to be; empty for any
   */
  Optional<Bytes> certificate(UUID id, Set<String> tenants) {
    return transactions.run(
        "a certificate could not be read",
        connection ->
            Rows.list(
                    connection,
                    CERTIFICATE + (tenants.isEmpty() ? "" : " AND tenant = ANY (?)"),
                    sql ->
                        tenants.isEmpty() ? sql.uuid(id) : sql.uuid(id).texts(List.copyOf(tenants)),
                    row -> new Bytes(row.getBytes("certificate")))
                .stream()
                .findFirst());
  }

  private Extent examine(Connection connection, Concern concern, @Nullable String ground)
      throws SQLException {
    Map<UUID, Concern> held = holds.inForce(connection);
    Extent extent = extent(connection, concern);
    if (extent.events() == 0) {
      throw new ProblemException(ErrorCode.NOT_FOUND, "No event that is stored is concerned.");
    }
    if (extent.events() > terms.mostEvents()) {
      throw new ProblemException(
          ErrorCode.TOO_MUCH,
          "More than "
              + terms.mostEvents()
              + " events are concerned: erase them period by period, by from and to.");
    }
    Instant floor = clock.instant().minus(terms.floor());
    if (ground == null && extent.newest() != null && extent.newest().isAfter(floor)) {
      throw new ProblemException(
          ErrorCode.GROUND_NEEDED,
          "Events are concerned that are younger than "
              + terms.floor().toDays()
              + " days: a legal ground is needed, such as GDPR Art. 17(1)(d).");
    }
    refuseHeld(connection, concern, held);
    return extent;
  }

  private Extent extent(Connection connection, Concern concern) throws SQLException {
    String sql =
        "SELECT count(*) AS events, max(time) AS newest FROM (SELECT e.time FROM event e WHERE "
            + ConcernQueries.clause(concern)
            + " LIMIT "
            + (terms.mostEvents() + 1)
            + ") found";
    return Rows.list(
            connection,
            sql,
            bound -> ConcernQueries.bind(bound, concern),
            row -> {
              OffsetDateTime newest = row.getObject("newest", OffsetDateTime.class);
              return new Extent(row.getLong("events"), newest == null ? null : newest.toInstant());
            })
        .getFirst();
  }

  private static void refuseHeld(Connection connection, Concern concern, Map<UUID, Concern> held)
      throws SQLException {
    List<UUID> against = new ArrayList<>();
    for (Map.Entry<UUID, Concern> hold : held.entrySet()) {
      String sql =
          "SELECT 1 FROM event e WHERE "
              + ConcernQueries.clause(concern)
              + " AND "
              + ConcernQueries.clause(hold.getValue())
              + " LIMIT 1";
      boolean concerned =
          !Rows.list(
                  connection,
                  sql,
                  bound ->
                      ConcernQueries.bind(ConcernQueries.bind(bound, concern), hold.getValue()),
                  row -> true)
              .isEmpty();
      if (concerned) {
        against.add(hold.getKey());
      }
    }
    if (!against.isEmpty()) {
      throw new ProblemException(
          ErrorCode.HELD, "Events are concerned that are held, by " + against + ".");
    }
  }

  private void certify(
      Connection connection,
      Motion motion,
      Concern concern,
      @Nullable String ground,
      Destroyed destroyed)
      throws SQLException {
    String tenant = Objects.requireNonNull(concern.tenant());
    ObjectNode people = SystemLogStore.content();
    concern.selectors().forEach(people.putArray("selectors")::add);
    people.put("by", motion.askedBy());
    people.put("askedAt", motion.askedAt().toString());
    people.put("purpose", motion.reason());
    people.put("approvedBy", motion.decidedBy());
    people.put("approvedBecause", motion.decidedBecause());
    LogId log = LogId.tenant(tenant);
    long size = ledger.size(log);
    destruction.certify(
        connection,
        new Certificate(
            "erasure",
            motion.id(),
            tenant,
            ground == null ? "the floor of retention is over" : ground,
            people),
        destroyed,
        new Certificate.Tree(size, ledger.root(log, size)),
        terms.copies());
  }

  private Placed erasure(Connection connection, Motion motion) throws SQLException {
    Erasure.@Nullable Done done =
        Rows.list(
                connection,
                DONE,
                sql -> sql.uuid(motion.id()),
                row -> new Erasure.Done(row.getLong("events"), row.getLong("entry")))
            .stream()
            .findFirst()
            .orElse(null);
    return new Placed(motion.number(), Erasure.of(motion, done));
  }
}
