package eu.bailiwick.registry.snapshot;

import eu.bailiwick.sovereignty.catalogue.Approval;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Cell;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Lifecycle;
import eu.bailiwick.sovereignty.catalogue.Site;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.Country;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a cell may know: all facts, so that refusals can be explained, but of its sister cells
 * nothing, and addresses, peers and networks only of endpoints that its border could let pass at
 * some instant of the snapshot's life.
 */
final class LeastKnowledge {

  private final Catalogue all;
  private final Cell cell;
  private final Instant from;
  private final Instant until;
  private final Map<String, Site> sites;
  private final List<Set<Country>> areas;

  /**
   * @param from first instant of the snapshot's life
   * @param until first instant after it
   */
  LeastKnowledge(Catalogue all, Cell cell, Instant from, Instant until) {
    this.all = all;
    this.cell = cell;
    this.from = from;
    this.until = until;
    this.sites = all.sites().stream().collect(Collectors.toMap(Site::id, Function.identity()));
    this.areas =
        Stream.of(from, until)
            .map(at -> all.law().area(List.of(cell.area()), at).certainly())
            .distinct()
            .toList();
  }

  Catalogue catalogue() {
    Set<String> reachable =
        all.endpoints().stream()
            .filter(this::reachable)
            .map(Endpoint::site)
            .collect(Collectors.toSet());
    return new Catalogue(
        all.law(),
        all.entities(),
        all.sites().stream().map(s -> reachable.contains(s.id()) ? s : s.withoutNetwork()).toList(),
        List.of(cell),
        all.models(),
        all.versions(),
        all.endpoints().stream().map(e -> reachable(e) ? e : e.withoutAddress()).toList(),
        all.dataClasses(),
        all.tenants(),
        all.applications(),
        all.keys(),
        all.policies(),
        all.lifecycles().stream().map(Lifecycle::withoutNames).toList(),
        all.approvals().stream().map(Approval::withoutNames).toList(),
        all.revocations());
  }

  /** Group membership changes at midnight, so the two ends of a short life see every change. */
  private boolean reachable(Endpoint endpoint) {
    Fact<Set<Country>> processing = endpoint.facts().processing();
    Site site = sites.get(endpoint.site());
    if (processing == null || site == null || !countsSomeTime(processing)) {
      return false;
    }
    Set<Country> places =
        Stream.concat(Stream.of(site.country()), processing.value().stream())
            .collect(Collectors.toSet());
    return areas.stream().anyMatch(area -> area.containsAll(places));
  }

  private boolean countsSomeTime(Fact<?> fact) {
    Instant begin = fact.validFrom();
    Instant end = fact.validTo();
    return fact.grade() != Grade.UNKNOWN
        && (begin == null || begin.isBefore(until))
        && (end == null || end.isAfter(from));
  }
}
