package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.evidence.Checks;
import java.net.URI;
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
 */
public record Endpoint(
    String id,
    String version,
    String site,
    @Nullable URI baseUrl,
    String servedModel,
    State state,
    Facts facts) {

  /** Whether an endpoint takes requests. */
  public enum State {
    ENABLED,
    /** Finishes what it has, takes nothing new. */
    DRAINING,
    DISABLED
  }

  /**
   * @throws IllegalArgumentException if an id is malformed or the URL is not a plain http(s) URL
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
