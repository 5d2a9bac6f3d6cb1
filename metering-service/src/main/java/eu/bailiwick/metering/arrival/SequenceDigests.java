package eu.bailiwick.metering.arrival;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.ledger.Leaf;
import eu.bailiwick.metering.storage.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The digest of every number that ever arrived: tells fresh, duplicate and equivocation apart. */
final class SequenceDigests {

  private static final String CLAIM =
      """
      INSERT INTO sequence_digest (epoch, tenant, sequence, digest, time)
      SELECT * FROM unnest(?::uuid[], ?::text[], ?::bigint[], ?::bytea[], ?::timestamptz[])
      ON CONFLICT DO NOTHING
      RETURNING epoch, tenant, sequence
      """;

  private static final String LOOK_UP =
      """
      SELECT epoch, tenant, sequence, digest FROM sequence_digest
      JOIN unnest(?::uuid[], ?::text[], ?::bigint[]) AS k (epoch, tenant, sequence)
      USING (epoch, tenant, sequence)
      """;

  /**
   * Numbered events by what they are; each in the order of arrival.
   *
   * @param duplicates how many were ignored
   */
  record Sorted(List<Arrival.Event> fresh, int duplicates, List<Arrival.Event> equivocations) {}

  private SequenceDigests() {}

  static Sorted sort(Connection connection, List<Arrival.Event> numbered) throws SQLException {
    Map<EventKey, Arrival.Event> firsts = new LinkedHashMap<>();
    List<Arrival.Event> repeats = new ArrayList<>();
    for (Arrival.Event arrival : numbered) {
      if (firsts.putIfAbsent(EventKey.of(arrival), arrival) != null) {
        repeats.add(arrival);
      }
    }
    Set<EventKey> claimed = claim(connection, List.copyOf(firsts.values()));
    Map<EventKey, Bytes> known = new HashMap<>();
    List<Arrival.Event> fresh = new ArrayList<>();
    firsts.forEach(
        (key, arrival) -> {
          if (claimed.contains(key)) {
            fresh.add(arrival);
            known.put(key, arrival.digest());
          } else {
            repeats.add(arrival);
          }
        });
    known.putAll(lookUp(connection, repeats, known.keySet()));
    List<Arrival.Event> equivocations =
        repeats.stream().filter(a -> !isSame(a, known.get(EventKey.of(a)))).toList();
    return new Sorted(fresh, repeats.size() - equivocations.size(), equivocations);
  }

  /** Of an event that was destroyed, the commitment stands in for the digest of its bytes. */
  private static boolean isSame(Arrival.Event arrival, @Nullable Bytes known) {
    return arrival.digest().equals(known)
        || Leaf.commitment(arrival.salt(), arrival.value()).equals(known);
  }

  private static Set<EventKey> claim(Connection connection, List<Arrival.Event> arrivals)
      throws SQLException {
    Set<EventKey> claimed = HashSet.newHashSet(arrivals.size());
    if (arrivals.isEmpty()) {
      return claimed;
    }
    try (var statement = connection.prepareStatement(CLAIM)) {
      new Sql(statement)
          .column("uuid", arrivals, a -> a.event().envelope().epoch())
          .column("text", arrivals, a -> a.event().envelope().tenant())
          .column("bigint", arrivals, a -> a.event().envelope().sequence())
          .column("bytea", arrivals, a -> a.digest().content())
          .column("timestamptz", arrivals, a -> Sql.micros(a.event().envelope().time()));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          claimed.add(key(rows));
        }
      }
    }
    return claimed;
  }

  private static Map<EventKey, Bytes> lookUp(
      Connection connection, List<Arrival.Event> repeats, Set<EventKey> known) throws SQLException {
    List<EventKey> unknown =
        repeats.stream().map(EventKey::of).filter(key -> !known.contains(key)).distinct().toList();
    Map<EventKey, Bytes> digests = new HashMap<>();
    if (unknown.isEmpty()) {
      return digests;
    }
    try (var statement = connection.prepareStatement(LOOK_UP)) {
      new Sql(statement)
          .column("uuid", unknown, EventKey::epoch)
          .column("text", unknown, EventKey::tenant)
          .column("bigint", unknown, EventKey::sequence);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          digests.put(key(rows), new Bytes(rows.getBytes("digest")));
        }
      }
    }
    return digests;
  }

  private static EventKey key(ResultSet rows) throws SQLException {
    return new EventKey(
        Sql.uuid(rows, "epoch"), rows.getString("tenant"), rows.getLong("sequence"));
  }
}
