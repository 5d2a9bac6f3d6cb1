package eu.bailiwick.metering.snapshots;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.storage.Rows;
import eu.bailiwick.metering.storage.Sql;
import eu.bailiwick.metering.storage.StorageUnavailableException;
import eu.bailiwick.metering.storage.Transactions;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Archives snapshots, and knows which ones events name without one being there. Blocks; throws
 * {@link StorageUnavailableException} if PostgreSQL does not answer.
 */
@Singleton
public final class SnapshotStore {

  /** Answers of the registry without the snapshot until it is not asked for any more. */
  static final int MOST_TRIES = 10;

  /** Named, not archived, and tried for the last time. */
  static final String WANTED =
      "NOT EXISTS (SELECT FROM snapshot s WHERE s.digest = n.digest) AND n.tries < " + MOST_TRIES;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private static final String ARCHIVE =
      """
      INSERT INTO snapshot
        (digest, cell, revision, issued_at, valid_until, key_id, jws, archived)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  private static final String DUE =
      "SELECT n.digest, n.tries FROM named_snapshot n WHERE n.next <= ? AND "
          + WANTED
          + " ORDER BY n.next LIMIT ?";

  private static final String TRIED =
      "UPDATE named_snapshot SET tries = ?, next = ?, problem = ? WHERE digest = ?";

  private static final String MISSING =
      "SELECT count(*) FROM named_snapshot n"
          + " WHERE NOT EXISTS (SELECT FROM snapshot s WHERE s.digest = n.digest)";

  private static final String JWS = "SELECT jws FROM snapshot WHERE digest = ?";

  private static final String IS_WANTED =
      "SELECT EXISTS (SELECT FROM named_snapshot n WHERE n.digest = ? AND " + WANTED + ")";

  private static final String NEWEST = "SELECT digest FROM snapshot ORDER BY number DESC LIMIT 1";

  private final Transactions transactions;
  private final Clock clock;

  public SnapshotStore(Transactions transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * A digest that an event names.
   *
   * @param tries how often the registry was asked for it in vain
   */
  public record Wanted(String digest, int tries) {}

  /**
   * Archives a snapshot.
   *
   * @return false if it was there already; then nothing is changed
   */
  public boolean archive(SignedSnapshot snapshot) {
    return transactions.run(
        "a snapshot could not be archived",
        connection -> {
          try (var statement = connection.prepareStatement(ARCHIVE)) {
            new Sql(statement)
                .text(snapshot.digest())
                .text(snapshot.cell())
                .number(snapshot.revision())
                .time(snapshot.issuedAt())
                .time(snapshot.validUntil())
                .text(snapshot.keyId())
                .bytes(snapshot.jws())
                .time(clock.instant());
            return statement.executeUpdate() == 1;
          }
        });
  }

  /** At most {@code limit} digests that are missing and ought to be asked for now. */
  public List<Wanted> wanted(int limit) {
    return transactions.run(
        "missing snapshots could not be looked up",
        connection -> {
          List<Wanted> wanted = new ArrayList<>();
          try (var statement = connection.prepareStatement(DUE)) {
            new Sql(statement).time(clock.instant()).small(limit);
            try (var rows = statement.executeQuery()) {
              while (rows.next()) {
                wanted.add(new Wanted(rows.getString("digest"), rows.getInt("tries")));
              }
            }
          }
          return wanted;
        });
  }

  /** Notes that the registry did not have it; the pause before the next try doubles each time. */
  public void triedInVain(Wanted wanted, String problem) {
    note(wanted, wanted.tries() + 1, problem);
  }

  /** Notes that no registry can have it. */
  public void giveUp(Wanted wanted, String problem) {
    note(wanted, MOST_TRIES, problem);
  }

  private void note(Wanted wanted, int tries, String problem) {
    Instant next = clock.instant().plus(FIRST_PAUSE.multipliedBy(1L << wanted.tries()));
    transactions.run(
        "a try could not be noted",
        connection -> {
          try (var statement = connection.prepareStatement(TRIED)) {
            new Sql(statement).small(tries).time(next).text(problem).text(wanted.digest());
            return statement.executeUpdate();
          }
        });
  }

  /** The exact bytes of one that is archived. */
  Optional<Bytes> jws(String digest) {
    return first(JWS, sql -> sql.text(digest), row -> new Bytes(row.getBytes("jws")));
  }

  /** Whether an event names it, it is not archived, and the registry is still asked for it. */
  boolean isWanted(String digest) {
    return first(IS_WANTED, sql -> sql.text(digest), row -> row.getBoolean(1)).orElse(false);
  }

  /** The digest of the one that was archived last. */
  Optional<String> newest() {
    return first(NEWEST, sql -> sql, row -> row.getString("digest"));
  }

  private <T> Optional<T> first(String sql, Rows.Binding key, Rows.Reading<T> read) {
    return transactions
        .run("the archive could not be read", connection -> Rows.list(connection, sql, key, read))
        .stream()
        .findFirst();
  }

  /** How many snapshots events name that are not archived. */
  public long missing() {
    return transactions.run(
        "missing snapshots could not be counted",
        connection -> {
          try (var statement = connection.prepareStatement(MISSING);
              var row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }
}
