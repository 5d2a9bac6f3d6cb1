package eu.bailiwick.sovereignty.eligibility;

import eu.bailiwick.sovereignty.catalogue.Approval;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Control;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Entity;
import eu.bailiwick.sovereignty.catalogue.Model;
import eu.bailiwick.sovereignty.catalogue.ModelVersion;
import eu.bailiwick.sovereignty.catalogue.Party;
import eu.bailiwick.sovereignty.catalogue.Site;
import eu.bailiwick.sovereignty.evidence.Fact;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of a catalogue, each with its site, its model and the instants within the table's
 * life at which something that is recorded about it begins or ends.
 */
final class Subjects {

  /**
   * One endpoint.
   *
   * @param site null if it is not catalogued
   * @param boundaries instants after the beginning of the life at which a fact or the law changes
   */
  record Subject(
      Endpoint endpoint, @Nullable Site site, Model model, SortedSet<Instant> boundaries) {}

  private final List<Subject> subjects = new ArrayList<>();
  private final Map<String, Entity> entities;
  private final Instant from;
  private final Instant until;
  private final Map<String, SortedSet<Instant>> entityBoundaries = new HashMap<>();

  Subjects(Catalogue catalogue, Instant from, Instant until) {
    this.from = from;
    this.until = until;
    this.entities = byId(catalogue.entities(), Entity::id);
    Map<String, Site> sites = byId(catalogue.sites(), Site::id);
    Map<String, Model> models = byId(catalogue.models(), Model::id);
    Map<String, ModelVersion> versions = byId(catalogue.versions(), ModelVersion::id);
    Map<String, SortedSet<Instant>> approvals = new HashMap<>();
    for (Approval approval : catalogue.approvals()) {
      SortedSet<Instant> found =
          approvals.computeIfAbsent(approval.version(), version -> new TreeSet<>());
      add(found, approval.validFrom());
      add(found, approval.validUntil());
    }
    SortedSet<Instant> law = catalogue.law().changes().subSet(from, false, until, false);
    for (Endpoint endpoint : byId(catalogue.endpoints(), Endpoint::id).values()) {
      ModelVersion version = versions.get(endpoint.version());
      Model model = version == null ? null : models.get(version.model());
      if (model != null) {
        Site site = sites.get(endpoint.site());
        SortedSet<Instant> boundaries = boundaries(endpoint, site, model);
        boundaries.addAll(law);
        boundaries.addAll(approvals.getOrDefault(endpoint.version(), Collections.emptySortedSet()));
        subjects.add(new Subject(endpoint, site, model, boundaries));
      }
    }
  }

  private static <T> Map<String, T> byId(List<T> items, Function<T, String> id) {
    return items.stream().collect(Collectors.toMap(id, Function.identity()));
  }

  List<Subject> list() {
    return subjects;
  }

  Collection<Entity> entities() {
    return entities.values();
  }

  private SortedSet<Instant> boundaries(Endpoint endpoint, @Nullable Site site, Model model) {
    SortedSet<Instant> found = new TreeSet<>();
    add(found, endpoint.facts().processing());
    add(found, endpoint.facts().storage());
    add(found, endpoint.facts().telemetry());
    add(found, endpoint.facts().humanAccess());
    add(found, endpoint.facts().keyCustody());
    add(found, endpoint.facts().chain());
    endpoint.facts().certifications().forEach(certificate -> add(found, certificate));
    add(found, model.licence());
    add(found, model.origin());
    if (site != null) {
      found.addAll(ofEntity(site.operator()));
    }
    Fact<List<Party>> chain = endpoint.facts().chain();
    if (chain != null) {
      chain.value().forEach(party -> found.addAll(ofEntity(party.entity())));
    }
    return found;
  }

  /** Boundaries of the entity and of everybody who controls it. */
  private SortedSet<Instant> ofEntity(String id) {
    SortedSet<Instant> known = entityBoundaries.get(id);
    if (known != null) {
      return known;
    }
    SortedSet<Instant> found = new TreeSet<>();
    Set<String> visited = new HashSet<>();
    Deque<String> queue = new ArrayDeque<>(List.of(id));
    while (!queue.isEmpty()) {
      Entity entity = entities.get(queue.remove());
      if (entity == null || !visited.add(entity.id())) {
        continue;
      }
      add(found, entity.subjectTo());
      add(found, entity.controllers());
      Fact<List<Control>> controllers = entity.controllers();
      if (controllers != null) {
        controllers.value().forEach(control -> queue.add(control.by()));
      }
    }
    entityBoundaries.put(id, found);
    return found;
  }

  private void add(SortedSet<Instant> boundaries, @Nullable Fact<?> fact) {
    if (fact != null) {
      add(boundaries, fact.validFrom());
      add(boundaries, fact.validTo());
    }
  }

  private void add(SortedSet<Instant> boundaries, @Nullable Instant instant) {
    if (instant != null && instant.isAfter(from) && instant.isBefore(until)) {
      boundaries.add(instant);
    }
  }
}
