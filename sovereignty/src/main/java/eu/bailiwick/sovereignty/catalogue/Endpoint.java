package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.evidence.Checks;
import java.net.URI;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One version served at one site under one base URL.
 *
 * @param id identifier in the catalogue
 * @param version id of the version served
 * @param site id of the site
 * @param baseUrl http or https URL below which {@code /v1/…} answers, without the {@code /v1} and
 *     without a trailing slash; null in the snapshot of a cell that can never reach it
 * @param servedModel the name under which the server knows the model
 * @param state whether it takes requests, as its operator wants it
 * @param facts what is recorded about it
 * @param dialect what kind of server it is; never null
 * @param capabilities what its operator says that it can do, where that differs from or adds to
 *     what the dialect says; never null
 * @param weight its share of the requests, among equals: 1 to {@value #MOST_WEIGHT}
 * @param canaryPercent it gets this share of its model's requests and no more, 1 to {@value
 *     #MOST_CANARY}; null if it is no canary
 * @param maxConcurrentRequests requests that it may be given at once, at least 1; null if there is
 *     no bound
 * @param peer whom its TLS certificate must name; null for the host of the base URL, and in the
 *     snapshot of a cell that can never reach it
 */
public record Endpoint(
    String id,
    String version,
    String site,
    @Nullable URI baseUrl,
    String servedModel,
    State state,
    Facts facts,
    Dialect dialect,
    Map<Capability, Support> capabilities,
    Integer weight,
    @Nullable Integer canaryPercent,
    @Nullable Integer maxConcurrentRequests,
    @Nullable PeerIdentity peer) {

  /** The weight of an endpoint of which none is recorded. */
  public static final int DEFAULT_WEIGHT = 100;

  private static final int MOST_WEIGHT = 1000;
  private static final int MOST_CANARY = 50;

  /** Whether an endpoint takes requests. */
  public enum State {
    ENABLED,
    /** Finishes what it has, takes nothing new. */
    DRAINING,
    DISABLED
  }

  /**
   * @throws IllegalArgumentException if an id is malformed, the URL is not a plain http(s) URL, a
   *     number is out of its bounds, or a peer is to be named by a URL without TLS
   */
  public Endpoint {
    Checks.id(id);
    Checks.id(version, "version");
    Checks.id(site, "site");
    Checks.notBlank(servedModel, "servedModel");
    Objects.requireNonNull(state, "state");
    facts = Objects.requireNonNullElse(facts, Facts.NONE);
    if (baseUrl != null) {
      checkBaseUrl(baseUrl);
    }
    dialect = Objects.requireNonNullElse(dialect, Dialect.GENERIC);
    capabilities = copy(capabilities);
    weight = Objects.requireNonNullElse(weight, DEFAULT_WEIGHT);
    checkNumber(weight, MOST_WEIGHT, "weight");
    checkNumber(canaryPercent, MOST_CANARY, "canaryPercent");
    checkNumber(maxConcurrentRequests, Integer.MAX_VALUE, "maxConcurrentRequests");
    if (peer != null && baseUrl != null && !"https".equals(baseUrl.getScheme())) {
      throw new IllegalArgumentException(
          "peer: only TLS tells who answers, and baseUrl is not an https URL");
    }
  }

  /** An endpoint of a generic server of which no preference, bound or peer is recorded. */
  public Endpoint(
      String id,
      String version,
      String site,
      @Nullable URI baseUrl,
      String servedModel,
      State state,
      Facts facts) {
    this(
        id,
        version,
        site,
        baseUrl,
        servedModel,
        state,
        facts,
        Dialect.GENERIC,
        Map.of(),
        DEFAULT_WEIGHT,
        null,
        null,
        null);
  }

  /** Whether it can do something: as its operator says, otherwise as its dialect says. */
  public Support support(Capability capability) {
    Support said = capabilities.get(capability);
    return said == null ? dialect.support(capability) : said;
  }

  /** The same endpoint in another state. */
  public Endpoint withState(State other) {
    return new Endpoint(
        id,
        version,
        site,
        baseUrl,
        servedModel,
        other,
        facts,
        dialect,
        capabilities,
        weight,
        canaryPercent,
        maxConcurrentRequests,
        peer);
  }

  /** The same endpoint without what only somebody needs to know who connects to it. */
  public Endpoint withoutAddress() {
    return new Endpoint(
        id,
        version,
        site,
        null,
        servedModel,
        state,
        facts,
        dialect,
        capabilities,
        weight,
        canaryPercent,
        maxConcurrentRequests,
        null);
  }

  /** In the order of the constants, so that equal maps are equal bytes. */
  private static Map<Capability, Support> copy(@Nullable Map<Capability, Support> capabilities) {
    Map<Capability, Support> copy = new EnumMap<>(Capability.class);
    if (capabilities != null) {
      capabilities.forEach(
          (capability, support) ->
              copy.put(capability, Objects.requireNonNull(support, "capabilities")));
    }
    return Collections.unmodifiableMap(copy);
  }

  private static void checkNumber(@Nullable Integer number, int most, String field) {
    if (number != null && (number < 1 || number > most)) {
      String bounds = most == Integer.MAX_VALUE ? "at least 1" : "1 to " + most;
      throw new IllegalArgumentException(field + " " + number + ": " + bounds + " is needed");
    }
  }

  private static void checkBaseUrl(URI url) {
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!http || url.getHost() == null) {
      throw new IllegalArgumentException("baseUrl: an http or https URL with a host is needed");
    }
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException("baseUrl must not carry credentials");
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException("baseUrl must not carry a query or fragment");
    }
    if (url.getRawPath().endsWith("/")) {
      throw new IllegalArgumentException("baseUrl must not end with a slash");
    }
  }
}
