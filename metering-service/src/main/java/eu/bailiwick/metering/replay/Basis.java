package eu.bailiwick.metering.replay;

import eu.bailiwick.metering.event.ServedBy;
import eu.bailiwick.metering.replay.LaterRevocations.UnknownRevocationException;
import eu.bailiwick.sovereignty.catalogue.ApiKey;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.ModelVersion;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import eu.bailiwick.sovereignty.catalogue.Site;
import eu.bailiwick.sovereignty.catalogue.Snapshot;
import eu.bailiwick.sovereignty.decision.Evaluator;
import eu.bailiwick.sovereignty.law.Country;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A snapshot with all that is looked up in it to decide once more. Safe on any thread. */
final class Basis {

  private final Snapshot snapshot;
  private final Evaluator evaluator;
  private final Map<String, ApiKey> keys;
  private final Map<String, Endpoint> endpoints;
  private final Map<String, ModelVersion> versions;
  private final Map<String, Site> sites;
  private final Set<String> revokedKeys;
  private final Map<List<String>, LaterRevocations> later = new ConcurrentHashMap<>();

  /**
   * @throws IllegalArgumentException if the snapshot's cell is not in its catalogue
   */
  Basis(Snapshot snapshot) {
    Catalogue catalogue = snapshot.catalogue();
    this.snapshot = snapshot;
    this.evaluator = new Evaluator(catalogue, snapshot.cell());
    this.keys = byId(catalogue.keys(), ApiKey::id);
    this.endpoints = byId(catalogue.endpoints(), Endpoint::id);
    this.versions = byId(catalogue.versions(), ModelVersion::id);
    this.sites = byId(catalogue.sites(), Site::id);
    this.revokedKeys = Revocation.subjects(Revocation.Kind.KEY, catalogue.revocations());
  }

  Snapshot snapshot() {
    return snapshot;
  }

  Evaluator evaluator() {
    return evaluator;
  }

  /** The key as the snapshot has it; revoked if a revocation in it says so. */
  Optional<ApiKey> key(String id) {
    return Optional.ofNullable(keys.get(id))
        .map(key -> revokedKeys.contains(id) ? key.revoked() : key);
  }

  /** What an event has to say of an attempt at an endpoint; empty if there is none such. */
  Optional<ServedBy> served(String id) {
    Endpoint endpoint = endpoints.get(id);
    ModelVersion version = endpoint == null ? null : versions.get(endpoint.version());
    Site site = endpoint == null ? null : sites.get(endpoint.site());
    if (endpoint == null || version == null || site == null) {
      return Optional.empty();
    }
    Set<Country> places = new TreeSet<>(Set.of(site.country()));
    if (endpoint.facts().processing() != null) {
      places.addAll(endpoint.facts().processing().value());
    }
    return Optional.of(
        new ServedBy(
            endpoint.id(),
            version.id(),
            version.imageDigest(),
            version.weightsDigest(),
            site.id(),
            site.operator(),
            places.stream().map(Country::code).toList()));
  }

  /**
   * What the ids take away.
   *
   * @throws UnknownRevocationException if one is of a kind that is not known
   */
  LaterRevocations later(List<String> ids) throws UnknownRevocationException {
    LaterRevocations known = later.get(ids);
    if (known == null) {
      known = LaterRevocations.over(snapshot.catalogue(), ids);
      later.put(List.copyOf(ids), known);
    }
    return known;
  }

  private static <T> Map<String, T> byId(List<T> items, Function<T, String> id) {
    return items.stream().collect(Collectors.toUnmodifiableMap(id, Function.identity()));
  }
}
