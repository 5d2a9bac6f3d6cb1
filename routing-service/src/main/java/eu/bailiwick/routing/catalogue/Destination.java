package eu.bailiwick.routing.catalogue;

import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.ModelVersion;
import eu.bailiwick.sovereignty.catalogue.Site;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.law.Country;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * An endpoint with all that a dispatch needs to know of it.
 *
 * @param endpoint the endpoint
 * @param version the version it serves
 * @param site the site at which it stands
 * @param countries codes of every country in which a request may be processed, sorted
 */
public record Destination(
    Endpoint endpoint, ModelVersion version, Site site, List<String> countries) {

  static Destination of(Endpoint endpoint, ModelVersion version, Site site) {
    Set<Country> places = new TreeSet<>();
    places.add(site.country());
    Fact<Set<Country>> processing = endpoint.facts().processing();
    if (processing != null) {
      places.addAll(processing.value());
    }
    return new Destination(endpoint, version, site, places.stream().map(Country::code).toList());
  }

  /** Whether it takes new requests. */
  public boolean enabled() {
    return endpoint.state() == Endpoint.State.ENABLED && endpoint.baseUrl() != null;
  }
}
