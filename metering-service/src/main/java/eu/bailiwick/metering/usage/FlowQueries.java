package eu.bailiwick.metering.usage;

import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Database;
import eu.bailiwick.metering.query.Dimension;
import eu.bailiwick.metering.query.EventFilter;
import eu.bailiwick.metering.snapshots.SnapshotContent;
import eu.bailiwick.metering.snapshots.SnapshotContents;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Follows data of each class to where it was processed. */
@Singleton
public final class FlowQueries {

  private static final List<Dimension> FLOW =
      List.of(
          Dimension.TENANT,
          Dimension.DATA_CLASS,
          Dimension.COUNTRY,
          Dimension.ENDPOINT,
          Dimension.ENDPOINT_SITE,
          Dimension.OPERATOR);

  /** What the event of a decision knows; how an attempt ended it does not. */
  private static final Set<Dimension> OF_DECISIONS =
      EnumSet.of(Dimension.TENANT, Dimension.DATA_CLASS, Dimension.ENDPOINT);

  private static final String REVISIONS =
      """
      SELECT DISTINCT e.endpoint, e.revision FROM event_revision e WHERE
      """;

  private final UsageQueries usage;
  private final Database database;
  private final SnapshotContents snapshots;

  FlowQueries(UsageQueries usage, Database database, SnapshotContents snapshots) {
    this.usage = usage;
    this.database = database;
    this.snapshots = snapshots;
  }

  /** Attempts that may have left a router: open ones too, those that were never dispatched not. */
  List<Flow> find(EventFilter filter, @Nullable Bucket bucket) {
    Condition left = new Condition().and("e.type <> 'denied'").and("e.outcome <> 'not_dispatched'");
    List<UsageQueries.Group> groups = usage.count(new Grouping(FLOW, bucket), filter, left);
    Places places = places(filter);
    return groups.stream().map(group -> flow(group, places)).toList();
  }

  /** What is known of the endpoints that were chosen for what a filter names. */
  public Places places(EventFilter filter) {
    Condition condition = filter.dimensions(OF_DECISIONS);
    filter.period().days().restrict("e.day", condition);
    Map<String, SortedSet<Long>> revisions = new TreeMap<>();
    database
        .query(
            REVISIONS + condition.sql(),
            condition.values(),
            row -> Map.entry(row.getString("endpoint"), row.getLong("revision")))
        .forEach(
            each ->
                revisions
                    .computeIfAbsent(each.getKey(), endpoint -> new TreeSet<>())
                    .add(each.getValue()));
    Map<Long, SnapshotContent> archived =
        snapshots.ofRevisions(
            revisions.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
    Map<String, Places.DecidedBy> decidedBy = new TreeMap<>();
    revisions.forEach((endpoint, numbers) -> decidedBy.put(endpoint, decidedBy(numbers, archived)));
    return new Places(decidedBy);
  }

  private static Places.DecidedBy decidedBy(
      SortedSet<Long> revisions, Map<Long, SnapshotContent> archived) {
    List<SnapshotContent> contents =
        revisions.reversed().stream()
            .filter(archived::containsKey)
            .map(revision -> Objects.requireNonNull(archived.get(revision)))
            .toList();
    return new Places.DecidedBy(contents, contents.size() == revisions.size());
  }

  private static Flow flow(UsageQueries.Group group, Places places) {
    String endpoint = part(group, Dimension.ENDPOINT);
    String site = part(group, Dimension.ENDPOINT_SITE);
    return new Flow(
        group.bucket(),
        part(group, Dimension.TENANT),
        part(group, Dimension.DATA_CLASS),
        part(group, Dimension.COUNTRY),
        endpoint,
        site,
        places.city(endpoint, site).orElse(null),
        part(group, Dimension.OPERATOR),
        List.copyOf(places.exposure(endpoint)),
        group.totals());
  }

  /** Every attempt has all of them. */
  private static String part(UsageQueries.Group group, Dimension dimension) {
    return Objects.requireNonNull(group.of(dimension), dimension::parameter);
  }
}
