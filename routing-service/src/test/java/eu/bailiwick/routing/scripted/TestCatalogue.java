package eu.bailiwick.routing.scripted;

import eu.bailiwick.sovereignty.catalogue.ApiKey;
import eu.bailiwick.sovereignty.catalogue.Application;
import eu.bailiwick.sovereignty.catalogue.Approval;
import eu.bailiwick.sovereignty.catalogue.Capability;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Cell;
import eu.bailiwick.sovereignty.catalogue.Certificate;
import eu.bailiwick.sovereignty.catalogue.Control;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Entity;
import eu.bailiwick.sovereignty.catalogue.Facts;
import eu.bailiwick.sovereignty.catalogue.Lifecycle;
import eu.bailiwick.sovereignty.catalogue.Limits;
import eu.bailiwick.sovereignty.catalogue.Model;
import eu.bailiwick.sovereignty.catalogue.ModelVersion;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.catalogue.Party;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import eu.bailiwick.sovereignty.catalogue.Site;
import eu.bailiwick.sovereignty.catalogue.Snapshot;
import eu.bailiwick.sovereignty.catalogue.Support;
import eu.bailiwick.sovereignty.catalogue.Tenant;
import eu.bailiwick.sovereignty.eligibility.EligibilityTable;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.Country;
import eu.bailiwick.sovereignty.law.Law;
import eu.bailiwick.sovereignty.policy.Constraint;
import eu.bailiwick.sovereignty.policy.Policy;
import eu.bailiwick.sovereignty.policy.RemoteMedia;
import eu.bailiwick.sovereignty.policy.Scope;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A small world: a cell of the EEA with sites in France, Germany and Ireland. Tests change it and
 * take snapshots.
 */
public final class TestCatalogue {

  /** Key of a strict tenant's application whose floor is health. */
  public static final String TRIAGE_KEY = "bw-triage-key";

  /** Key of the same tenant's application whose floor is public. */
  public static final String PORTAL_KEY = "bw-portal-key";

  /** Key of an observing tenant. */
  public static final String ATELIER_KEY = "bw-atelier-key";

  private static final List<String> VERSIONS =
      List.of(
          "scripted-chat-1",
          "scripted-embed-1",
          "scripted-text-1",
          "scripted-rank-1",
          "solo-chat-1",
          "meridian-chat-1",
          "mystery-chat-1",
          "drained-chat-1");
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  private final Map<String, Endpoint> endpoints = new TreeMap<>();
  private final List<Revocation> revocations = new ArrayList<>();
  private final Map<String, ApiKey> keys = new TreeMap<>();
  private @Nullable RemoteMedia remoteMedia;

  /** All endpoints at {@code url}; {@code chat-frankfurt} at {@code other}. */
  public TestCatalogue(URI url, URI other) {
    endpoint("chat-paris", "scripted-chat-1", "paris-1", url, "served/chat");
    endpoint("chat-frankfurt", "scripted-chat-1", "frankfurt-1", other, "served/chat");
    endpoint("solo-paris", "solo-chat-1", "paris-1", url, "solo-chat");
    endpoint("embed-paris", "scripted-embed-1", "paris-1", url, "scripted-embed");
    endpoint("text-paris", "scripted-text-1", "paris-1", url, "scripted-text");
    endpoint("rank-paris", "scripted-rank-1", "paris-1", url, "scripted-rank");
    endpoint("meridian-dublin", "meridian-chat-1", "dublin-1", url, "meridian-chat");
    put(unknownChain(url));
    endpoint("drained-paris", "drained-chat-1", "paris-1", url, "drained-chat");
    state("drained-paris", Endpoint.State.DRAINING);
    key("triage-key", "triage", TRIAGE_KEY, null);
    key("portal-key", "portal", PORTAL_KEY, null);
    key("atelier-key", "atelier-app", ATELIER_KEY, null);
    key("old-key", "portal", "bw-old-key", LONG_AGO);
  }

  /** The snapshot of cell {@code eea}. */
  public Snapshot snapshot(long revision, Instant issuedAt, Instant validUntil) {
    Catalogue catalogue = catalogue();
    Certificate certificate =
        EligibilityTable.compile(catalogue, "eea", issuedAt, validUntil).certificate();
    return new Snapshot(
        Snapshot.FORMAT,
        Snapshot.SEMANTICS,
        "eea",
        revision,
        issuedAt,
        validUntil,
        catalogue,
        certificate);
  }

  /** What an endpoint's operator says that it can do. */
  public void offer(String endpoint, Capability capability, Support support) {
    Endpoint e = endpoints.get(endpoint);
    if (e == null) {
      throw new IllegalArgumentException(endpoint);
    }
    Map<Capability, Support> said = new TreeMap<>(e.capabilities());
    said.put(capability, support);
    put(
        new Endpoint(
            e.id(),
            e.version(),
            e.site(),
            e.baseUrl(),
            e.servedModel(),
            e.state(),
            e.facts(),
            e.dialect(),
            said,
            e.weight(),
            e.canaryPercent(),
            e.maxConcurrentRequests(),
            e.peer()));
  }

  /** What the platform's policy says of media from elsewhere. */
  public void says(@Nullable RemoteMedia said) {
    remoteMedia = said;
  }

  public void put(Endpoint endpoint) {
    endpoints.put(endpoint.id(), endpoint);
  }

  public void state(String endpoint, Endpoint.State state) {
    Endpoint e = endpoints.get(endpoint);
    if (e == null) {
      throw new IllegalArgumentException(endpoint);
    }
    put(e.withState(state));
  }

  /** What its operator says of an endpoint. */
  public void says(String endpoint, Capability capability, Support support) {
    Endpoint e = endpoints.get(endpoint);
    if (e == null) {
      throw new IllegalArgumentException(endpoint);
    }
    put(
        new Endpoint(
            e.id(),
            e.version(),
            e.site(),
            e.baseUrl(),
            e.servedModel(),
            e.state(),
            e.facts(),
            e.dialect(),
            Map.of(capability, support),
            e.weight(),
            e.canaryPercent(),
            e.maxConcurrentRequests(),
            e.peer()));
  }

  public void endpoint(String id, String version, String site, URI url, String servedModel) {
    String country = country(site);
    put(
        new Endpoint(
            id,
            version,
            site,
            url,
            servedModel,
            Endpoint.State.ENABLED,
            facts(country, fact(List.of()))));
  }

  public void key(String id, String application, String secret, @Nullable Instant validTo) {
    keys.put(id, new ApiKey(id, application, sha256(secret), ApiKey.Status.ACTIVE, validTo));
  }

  /** Sets what may be asked for with a key. */
  public void limit(String id, Limits limits) {
    ApiKey key = keys.get(id);
    if (key == null) {
      throw new IllegalArgumentException(id);
    }
    keys.put(
        id, new ApiKey(id, key.application(), key.hash(), key.status(), key.validTo(), limits));
  }

  /** Revokes something in the snapshots to come. */
  public void revoke(Revocation revocation) {
    revocations.add(revocation);
  }

  public void revoke(String id) {
    ApiKey key = keys.get(id);
    if (key == null) {
      throw new IllegalArgumentException(id);
    }
    keys.put(id, key.revoked());
  }

  public Catalogue catalogue() {
    return new Catalogue(
        Law.shipped(),
        List.of(
            entity("lumiere-calcul", "FR", List.of()),
            entity("rhein-rechner", "DE", List.of()),
            entity(
                "meridian-ireland",
                "IE",
                List.of(new Control("meridian-us", Control.Kind.CAPITAL, BigDecimal.TEN))),
            entity("meridian-us", "US", List.of())),
        List.of(
            site("paris-1", "lumiere-calcul"),
            site("frankfurt-1", "rhein-rechner"),
            site("dublin-1", "meridian-ireland")),
        List.of(new Cell("eea", "EEA", List.of("paris-1"))),
        List.of(
            model("scripted-chat", Operation.CHAT),
            model("scripted-embed", Operation.EMBEDDINGS),
            model("scripted-text", Operation.COMPLETIONS),
            model("scripted-rank", Operation.RANKING),
            model("org/solo-chat", Operation.CHAT),
            model("meridian-chat", Operation.CHAT),
            model("mystery-chat", Operation.CHAT),
            model("drained-chat", Operation.CHAT),
            model("nowhere-chat", Operation.CHAT)),
        List.of(
            version("scripted-chat"),
            version("scripted-embed"),
            version("scripted-text"),
            version("scripted-rank"),
            new ModelVersion("solo-chat-1", "org/solo-chat", sha256("i"), sha256("w"), "p", null),
            version("meridian-chat"),
            version("mystery-chat"),
            version("drained-chat")),
        new ArrayList<>(endpoints.values()),
        List.of(),
        List.of(
            new Tenant("clinique", "Clinique", Tenant.Audit.STRICT),
            new Tenant("atelier", "Atelier", Tenant.Audit.OBSERVE)),
        List.of(
            new Application("triage", "clinique", "Triage", "health"),
            new Application("portal", "clinique", "Portal", "public"),
            new Application("atelier-app", "atelier", "App", "public")),
        new ArrayList<>(keys.values()),
        List.of(
            new Policy(
                "everyone",
                Scope.PLATFORM,
                List.of(new Constraint.ProcessingWithin(List.of("EEA"), Grade.DECLARED)),
                List.of(),
                remoteMedia),
            new Policy(
                "health",
                new Scope(Scope.Level.DATA_CLASS, null, null, "health"),
                List.of(new Constraint.DisclosureWithin(List.of("EEA"), null, Grade.DECLARED)),
                List.of())),
        VERSIONS.stream()
            .map(v -> new Lifecycle(v, Lifecycle.State.APPROVED, null, null, null, null))
            .toList(),
        VERSIONS.stream().map(TestCatalogue::approval).toList(),
        List.copyOf(revocations));
  }

  private static Approval approval(String version) {
    return new Approval(
        version + "-eea",
        version,
        "EEA",
        "health",
        Approval.State.GRANTED,
        LONG_AGO,
        Instant.parse("2100-01-01T00:00:00Z"),
        null,
        null);
  }

  private static Endpoint unknownChain(URI url) {
    return new Endpoint(
        "mystery-paris",
        "mystery-chat-1",
        "paris-1",
        url,
        "mystery-chat",
        Endpoint.State.ENABLED,
        facts("FR", null));
  }

  private static Facts facts(String country, @Nullable Fact<List<Party>> chain) {
    return new Facts(fact(Set.of(new Country(country))), null, null, null, null, chain, List.of());
  }

  private static Entity entity(String id, String country, List<Control> controllers) {
    return new Entity(id, id, fact(Set.of(new Country(country))), fact(controllers));
  }

  private static Site site(String id, String operator) {
    return new Site(
        id,
        id,
        new Country(country(id)),
        null,
        operator,
        Site.Status.OPERATIONAL,
        List.of("127.0.0.0/8"));
  }

  private static String country(String site) {
    return switch (site) {
      case "paris-1" -> "FR";
      case "frankfurt-1" -> "DE";
      default -> "IE";
    };
  }

  private static Model model(String id, Operation operation) {
    return new Model(id, id, null, null, null, Set.of(operation));
  }

  private static ModelVersion version(String model) {
    return new ModelVersion(model + "-1", model, sha256("i"), sha256("w"), "p", null);
  }

  private static <T> Fact<T> fact(T value) {
    return new Fact<>(value, Grade.DECLARED, "test", null, null);
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
