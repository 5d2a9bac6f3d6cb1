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

/** The digest of every number that ever arrived: tells fresh, duplicate and equivocation apart. */
final class SequenceDigests {

  private static final String CLAIM =
      """
      INSERT INTO sequence_digest (origin, sequence, digest, time)
      SELECT * FROM unnest(?::int[], ?::bigint[], ?::bytea[], ?::timestamptz[])
      ON CONFLICT DO NOTHING
      RETURNING origin, sequence
      """;

  private static final String LOOK_UP =
      """
      SELECT origin, sequence, digest FROM sequence_digest
      JOIN unnest(?::int[], ?::bigint[]) AS k (origin, sequence) USING (origin, sequence)
      """;

  /**
   * Numbered events by what they are; each in the order of arrival.
   *
   * @param duplicates how many were ignored
   * @param equivocations whose number other bytes have
   * @param misattributed which name another router than their epoch is of, and whose number nobody
   *     has
   */
  record Sorted(
      List<Arrival.Event> fresh,
      int duplicates,
      List<Arrival.Event> equivocations,
      List<Arrival.Event> misattributed) {}

  /** A number of an (epoch, tenant). */
  private record Numbered(int origin, long sequence) {}

  private final Connection connection;
  private final Origins origins;

  private SequenceDigests(Connection connection, Origins origins) {
    this.connection = connection;
    this.origins = origins;
  }

  /**
   * Sorts numbered events, and keeps the digests of those that are new.
   *
   * @param origins of all of them
   */
  static Sorted sort(Connection connection, Origins origins, List<Arrival.Event> numbered)
      throws SQLException {
    return new SequenceDigests(connection, origins).sort(numbered);
  }

  private Sorted sort(List<Arrival.Event> numbered) throws SQLException {
    Map<Numbered, Arrival.Event> firsts = new LinkedHashMap<>();
    List<Arrival.Event> repeats = new ArrayList<>();
    for (Arrival.Event arrival : numbered) {
      if (!origins.agree(arrival) || firsts.putIfAbsent(number(arrival), arrival) != null) {
        repeats.add(arrival);
      }
    }
    Set<Numbered> claimed = claim(List.copyOf(firsts.values()));
    Map<Numbered, Bytes> known = new HashMap<>();
    List<Arrival.Event> fresh = new ArrayList<>();
    firsts.forEach(
        (number, arrival) -> {
          if (claimed.contains(number)) {
            fresh.add(arrival);
            known.put(number, arrival.digest());
          } else {
            repeats.add(arrival);
          }
        });
    known.putAll(lookUp(repeats, known.keySet()));
    List<Arrival.Event> equivocations = new ArrayList<>();
    List<Arrival.Event> misattributed = new ArrayList<>();
    for (Arrival.Event arrival : repeats) {
      Bytes digest = known.get(number(arrival));
      if (digest == null) {
        misattributed.add(arrival);
      } else if (!isSame(arrival, digest)) {
        equivocations.add(arrival);
      }
    }
    int duplicates = repeats.size() - equivocations.size() - misattributed.size();
    return new Sorted(fresh, duplicates, equivocations, misattributed);
  }

  /** Of an event that was destroyed, the commitment stands in for the digest of its bytes. */
  private static boolean isSame(Arrival.Event arrival, Bytes known) {
    return arrival.digest().equals(known)
        || Leaf.commitment(arrival.salt(), arrival.value()).equals(known);
  }

  private Numbered number(Arrival.Event arrival) {
    return new Numbered(origins.id(arrival), arrival.event().envelope().sequence());
  }

  private Set<Numbered> claim(List<Arrival.Event> arrivals) throws SQLException {
    Set<Numbered> claimed = HashSet.newHashSet(arrivals.size());
    if (arrivals.isEmpty()) {
      return claimed;
    }
    try (var statement = connection.prepareStatement(CLAIM)) {
      new Sql(statement)
          .column("int4", arrivals, origins::id)
          .column("bigint", arrivals, a -> a.event().envelope().sequence())
          .column("bytea", arrivals, a -> a.digest().content())
          .column("timestamptz", arrivals, a -> Sql.micros(a.event().envelope().time()));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          claimed.add(number(rows));
        }
      }
    }
    return claimed;
  }

  private Map<Numbered, Bytes> lookUp(List<Arrival.Event> repeats, Set<Numbered> known)
      throws SQLException {
    List<Numbered> unknown =
        repeats.stream()
            .map(this::number)
            .filter(each -> !known.contains(each))
            .distinct()
            .toList();
    Map<Numbered, Bytes> digests = new HashMap<>();
    if (unknown.isEmpty()) {
      return digests;
    }
    try (var statement = connection.prepareStatement(LOOK_UP)) {
      new Sql(statement)
          .column("int4", unknown, Numbered::origin)
          .column("bigint", unknown, Numbered::sequence);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          digests.put(number(rows), new Bytes(rows.getBytes("digest")));
        }
      }
    }
    return digests;
  }

  private static Numbered number(ResultSet rows) throws SQLException {
    return new Numbered(rows.getInt("origin"), rows.getLong("sequence"));
  }
}
