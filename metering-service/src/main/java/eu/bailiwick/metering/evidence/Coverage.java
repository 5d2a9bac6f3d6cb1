package eu.bailiwick.metering.evidence;

import eu.bailiwick.metering.evidence.EvidenceQueries.Extent;
import eu.bailiwick.metering.evidence.EvidenceQueries.Found;
import eu.bailiwick.metering.evidence.EvidenceQueries.Hole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of a tenant's log a bundle covers: the entries from the first event of the period to
 * the last, and then as many more as are needed so that the numbers of each epoch have no hole that
 * an entry nearby fills or explains. Blocks.
 */
final class Coverage {

  private static final int MOST_HOLES = 10_000;
  private static final Pattern NUMBERS =
      Pattern.compile("([0-9a-f-]{36})/([0-9]{1,18})(?:-([0-9]{1,18}))?");

  private final EvidenceQueries queries;
  private final String tenant;
  private final long size;

  Coverage(EvidenceQueries queries, String tenant, long size) {
    this.queries = queries;
    this.tenant = tenant;
    this.size = size;
  }

  /** Entries from an index to before another. */
  record Span(long from, long to) {

    Span with(Extent extent) {
      Long first = extent.first();
      Long last = extent.last();
      return first == null || last == null
          ? this
          : new Span(Math.min(from, first), Math.max(to, last + 1));
    }

    long length() {
      return to - from;
    }
  }

  /** The whole log. */
  Span whole() {
    return new Span(0, size);
  }

  /**
   * What covers events, and what belongs to them.
   *
   * @param most entries; it stops to grow beyond them
   */
  Span of(Extent events, long most) {
    Long first = events.first();
    Long last = events.last();
    if (first == null || last == null) {
      return new Span(size, size);
    }
    Span span = new Span(first, last + 1);
    Span grown = grown(span);
    while (!grown.equals(span) && grown.length() <= most) {
      span = grown;
      grown = grown(span);
    }
    return grown;
  }

  private Span grown(Span span) {
    Span grown = span;
    for (Hole hole : queries.holes(tenant, span.from(), span.to(), MOST_HOLES)) {
      grown = grown.with(queries.filled(tenant, hole, size));
    }
    for (Found found : concerning(span, queries.findings(tenant, span.to(), size))) {
      grown = grown.with(new Extent(1, found.index(), found.index(), 0));
    }
    return grown;
  }

  /** Findings behind a span that are about its numbers or requests. */
  private List<Found> concerning(Span span, List<Found> findings) {
    if (findings.isEmpty()) {
      return List.of();
    }
    Map<UUID, Hole> epochs = new HashMap<>();
    queries
        .epochs(tenant, span.from(), span.to())
        .forEach(numbers -> epochs.put(numbers.epoch(), numbers));
    Map<UUID, List<Found>> ofRequests = new HashMap<>();
    List<Found> concerning = new ArrayList<>();
    for (Found found : findings) {
      Matcher about = NUMBERS.matcher(found.about());
      if (!about.matches()) {
        continue;
      }
      UUID id = UUID.fromString(about.group(1));
      Hole epoch = epochs.get(id);
      if (epoch == null) {
        ofRequests.computeIfAbsent(id, request -> new ArrayList<>()).add(found);
      } else if (overlaps(epoch, numbers(id, about))) {
        concerning.add(found);
      }
    }
    Set<UUID> requests =
        new HashSet<>(
            queries.requests(tenant, span.from(), span.to(), List.copyOf(ofRequests.keySet())));
    requests.forEach(request -> concerning.addAll(ofRequests.getOrDefault(request, List.of())));
    return concerning;
  }

  private static Hole numbers(UUID epoch, Matcher about) {
    long first = Long.parseLong(about.group(2));
    String last = about.group(3);
    return new Hole(epoch, first, last == null ? first : Long.parseLong(last));
  }

  private static boolean overlaps(Hole one, Hole other) {
    return one.first() <= other.last() && other.first() <= one.last();
  }

  /** The first numbers that are missing from a span without a gap entry in it. */
  Optional<Hole> unexplained(Span span) {
    List<Hole> gaps = new ArrayList<>();
    for (Found found : queries.findings(tenant, span.from(), span.to())) {
      Matcher about = NUMBERS.matcher(found.about());
      if (found.kind().equals("gap") && about.matches()) {
        gaps.add(numbers(UUID.fromString(about.group(1)), about));
      }
    }
    return queries.holes(tenant, span.from(), span.to(), MOST_HOLES).stream()
        .filter(hole -> !isExplained(hole, gaps))
        .findFirst();
  }

  private static boolean isExplained(Hole hole, List<Hole> gaps) {
    long next = hole.first();
    boolean moved = true;
    while (moved && next <= hole.last()) {
      moved = false;
      for (Hole gap : gaps) {
        if (gap.epoch().equals(hole.epoch()) && gap.first() <= next && next <= gap.last()) {
          next = gap.last() + 1;
          moved = true;
        }
      }
    }
    return next > hole.last();
  }
}
