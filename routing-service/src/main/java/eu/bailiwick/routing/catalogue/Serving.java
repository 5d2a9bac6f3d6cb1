package eu.bailiwick.routing.catalogue;

import eu.bailiwick.routing.limits.CallerLimits;
import eu.bailiwick.sovereignty.catalogue.ApiKey;
import eu.bailiwick.sovereignty.catalogue.Application;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Certificate;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.ModelVersion;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import eu.bailiwick.sovereignty.catalogue.Site;
import eu.bailiwick.sovereignty.catalogue.Snapshot;
import eu.bailiwick.sovereignty.catalogue.Tenant;
import eu.bailiwick.sovereignty.decision.Decision;
import eu.bailiwick.sovereignty.decision.Evaluator;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import eu.bailiwick.sovereignty.eligibility.Eligibility;
import eu.bailiwick.sovereignty.eligibility.EligibilityTable;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One snapshot, compiled for reading, under a mask of what was revoked since. Immutable. */
public final class Serving {

  private final Snapshot snapshot;
  private final String digest;
  private final EligibilityTable table;
  private final Evaluator evaluator;
  private final Map<KeyHash, Caller> callers;
  private final Map<String, Destination> destinations;

  private final Mask mask;

  private Serving(Snapshot snapshot, String digest) {
    this.snapshot = snapshot;
    this.digest = digest;
    Catalogue catalogue = snapshot.catalogue();
    this.table =
        EligibilityTable.compile(
            catalogue, snapshot.cell(), snapshot.issuedAt(), snapshot.validUntil());
    this.evaluator = new Evaluator(catalogue, snapshot.cell());
    this.callers = callers(catalogue, snapshot.revision());
    this.destinations = destinations(catalogue);
    this.mask = Mask.NONE;
  }

  private Serving(Serving compiled, Mask mask) {
    this.snapshot = compiled.snapshot;
    this.digest = compiled.digest;
    this.table = compiled.table;
    this.evaluator = compiled.evaluator;
    this.callers = compiled.callers;
    this.destinations = compiled.destinations;
    this.mask = mask;
  }

  /**
   * Compiles a snapshot.
   *
   * @param snapshot its catalogue must be sound in the sense of {@code Integrity}
   * @param digest {@code sha256:…} of the bytes that were signed
   * @throws IllegalArgumentException if the snapshot's cell is not in its catalogue, or its
   *     certificate says something else than the table that was compiled from it
   */
  static Serving of(Snapshot snapshot, String digest) {
    Serving serving = new Serving(snapshot, digest);
    Certificate counted = serving.table.certificate();
    if (!counted.equals(snapshot.certificate())) {
      throw new IllegalArgumentException(
          "its certificate says "
              + snapshot.certificate()
              + ", but counting again gives "
              + counted);
    }
    return serving;
  }

  /**
   * The same snapshot under another mask; nothing is compiled again.
   *
   * @param next made over this snapshot
   */
  public Serving under(Mask next) {
    return new Serving(this, next);
  }

  /** What was revoked since the snapshot was made. */
  public Mask mask() {
    return mask;
  }

  /** Ids of the revocations in the mask; empty for most. */
  public List<String> masked() {
    return mask.ids();
  }

  public Snapshot snapshot() {
    return snapshot;
  }

  /** {@code sha256:…} of the snapshot's signed bytes. */
  public String digest() {
    return digest;
  }

  /**
   * The instant for which a request is decided that came at {@code now}. A router whose clock is
   * behind the registry's decides for the beginning of the snapshot.
   */
  public Instant decisive(Instant now) {
    return now.isBefore(snapshot.issuedAt()) ? snapshot.issuedAt() : now;
  }

  /**
   * Where a request may go; never throws for what a request says.
   *
   * @param at an instant of the snapshot's life
   */
  public Eligibility decide(RequestDescriptor request, Instant at) {
    Eligibility eligibility = table.look(request, at);
    return mask.isEmpty() ? eligibility : mask.over(eligibility);
  }

  /** Whether the policies that cover a request allow media that are named by a URL. */
  public boolean allowsRemoteMedia(RequestDescriptor request) {
    return table.allowsRemoteMedia(request);
  }

  /** The same answer with every candidate, predicate and fact; slow. */
  public Decision explain(RequestDescriptor request, Instant at) {
    Decision decision = evaluator.decide(request, at);
    return mask.isEmpty() ? decision : mask.over(decision);
  }

  /**
   * Whose key it is; a revoked one says so. The lookup goes by the key's hash, so its time tells
   * nothing of the key.
   */
  public Optional<Caller> caller(String apiKey) {
    Caller caller = callers.get(KeyHash.of(apiKey));
    return caller != null && mask.revokesKey(caller.key().id())
        ? Optional.of(caller.revoked())
        : Optional.ofNullable(caller);
  }

  /** Whether the key of a caller whom an earlier state knew is revoked by now. */
  public boolean revokes(Caller earlier) {
    ApiKey key = earlier.key();
    Caller caller = callers.get(KeyHash.parse(key.hash()));
    return mask.revokesKey(key.id())
        || caller == null
        || caller.key().status() == ApiKey.Status.REVOKED;
  }

  /**
   * An endpoint of this snapshot.
   *
   * @throws NullPointerException if there is none with this id
   */
  public Destination destination(String endpoint) {
    return Objects.requireNonNull(destinations.get(endpoint), endpoint);
  }

  /** All endpoints of this snapshot. */
  public Collection<Destination> destinations() {
    return destinations.values();
  }

  private static Map<KeyHash, Caller> callers(Catalogue catalogue, long revision) {
    Map<String, Application> applications = byId(catalogue.applications(), Application::id);
    Map<String, Tenant> tenants = byId(catalogue.tenants(), Tenant::id);
    Map<KeyHash, Caller> callers = new HashMap<>();
    Set<String> revoked = Revocation.subjects(Revocation.Kind.KEY, catalogue.revocations());
    for (ApiKey key : catalogue.keys()) {
      Application application = get(applications, key.application());
      Tenant tenant = get(tenants, application.tenant());
      Caller caller =
          new Caller(key, application, tenant, CallerLimits.of(tenant, application, key, revision));
      callers.put(
          KeyHash.parse(key.hash()), revoked.contains(key.id()) ? caller.revoked() : caller);
    }
    return Map.copyOf(callers);
  }

  private static Map<String, Destination> destinations(Catalogue catalogue) {
    Map<String, ModelVersion> versions = byId(catalogue.versions(), ModelVersion::id);
    Map<String, Site> sites = byId(catalogue.sites(), Site::id);
    return catalogue.endpoints().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Endpoint::id,
                e -> Destination.of(e, get(versions, e.version()), get(sites, e.site()))));
  }

  private static <T> T get(Map<String, T> map, String id) {
    return Objects.requireNonNull(map.get(id), id);
  }

  private static <T> Map<String, T> byId(List<T> items, Function<T, String> id) {
    return items.stream().collect(Collectors.toUnmodifiableMap(id, Function.identity()));
  }
}
