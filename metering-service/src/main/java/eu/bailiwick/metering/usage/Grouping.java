package eu.bailiwick.metering.usage;

import eu.bailiwick.metering.query.Dimension;
import eu.bailiwick.metering.query.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What to count by.
 *
 * @param dimensions none twice; if there are none and no bucket, the answer is one group
 * @param bucket null if time does not matter
 */
public record Grouping(List<Dimension> dimensions, @Nullable Bucket bucket) {

  public Grouping {
    dimensions = List.copyOf(dimensions);
  }

  /** Reads {@code groupBy} and {@code bucket}. */
  static Grouping read(Parameters parameters) {
    Set<Dimension> dimensions = new LinkedHashSet<>();
    for (String name : parameters.list("groupBy")) {
      Optional<Dimension> dimension = Dimension.named(name);
      dimension.ifPresentOrElse(
          dimensions::add,
          () ->
              parameters.violate(
                  "groupBy", "\"" + name + "\" is not known; known are " + Dimension.names()));
    }
    return new Grouping(new ArrayList<>(dimensions), bucket(parameters));
  }

  /** Reads {@code bucket}. */
  static @Nullable Bucket bucket(Parameters parameters) {
    return parameters.word("bucket", Bucket.names()).flatMap(Bucket::named).orElse(null);
  }

  /** Whether the daily counts can be grouped so. */
  boolean isCounted() {
    return bucket != Bucket.HOUR && dimensions.stream().allMatch(Dimension::isCounted);
  }

  /** What each part of a count selects first, each followed by a comma. */
  String columns(String time) {
    String bucketed = bucket == null ? "" : bucket.of(time) + " AS bucket, ";
    return bucketed
        + dimensions.stream()
            .map(d -> d.column() + " AS " + d + ", ")
            .collect(Collectors.joining());
  }

  /** Names of the columns, each followed by a comma. */
  String names() {
    return (bucket == null ? "" : "bucket, ")
        + dimensions.stream().map(d -> d + ", ").collect(Collectors.joining());
  }

  /** GROUP BY the first columns, if there are any to group by. */
  String groupBy() {
    int columns = dimensions.size() + (bucket == null ? 0 : 1);
    return columns == 0 ? "" : " GROUP BY " + positions(columns);
  }

  /** ORDER BY the first columns, if there are any. */
  String orderBy() {
    return groupBy().replace("GROUP", "ORDER");
  }

  /** PARTITION BY what shapes are counted by, if there is anything. */
  String partition() {
    return dimensions.isEmpty()
        ? ""
        : dimensions.stream()
            .map(d -> d == Dimension.COUNTRY ? Dimension.COUNTRIES : d)
            .map(Dimension::column)
            .distinct()
            .collect(Collectors.joining(", ", "PARTITION BY ", ""));
  }

  private static String positions(int columns) {
    return IntStream.rangeClosed(1, columns)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", "));
  }

  /** Joins each event with its countries, if they are counted by. */
  String join() {
    return dimensions.contains(Dimension.COUNTRY)
        ? " LEFT JOIN LATERAL unnest(e.countries) AS c (country) ON true"
        : "";
  }
}
