package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Reading;
import eu.bailiwick.registry.document.Upsert;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Locale;

/**
 * Refuses base URLs that a router should never be sent to: without TLS, or into the network in
 * which the router itself stands. Names are not looked up: what they lead to is checked when the
 * router connects.
 */
@ApplicationScoped
class EndpointAddresses {

  private static final String SETTING =
      "; bailiwick.endpoints.allow-insecure=true allows it, for a platform on one machine";

  private final boolean allowInsecure;

  EndpointAddresses(EndpointSettings settings) {
    this.allowInsecure = settings.allowInsecure();
  }

  /** Reports what is wrong with the endpoints of a document. */
  void check(Reading document) {
    if (allowInsecure) {
      return;
    }
    for (Upsert<?> upsert : document.upserts()) {
      if (upsert.value() instanceof Endpoint endpoint && endpoint.baseUrl() != null) {
        String path = upsert.path().isEmpty() ? "baseUrl" : upsert.path() + ".baseUrl";
        check(endpoint.baseUrl(), path, document);
      }
    }
  }

  private static void check(URI url, String path, Reading document) {
    if (!url.getScheme().equals("https")) {
      document.violations().report(path, "an https URL is needed" + SETTING);
    }
    String host = url.getHost().toLowerCase(Locale.ROOT);
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (name.equals("localhost") || name.endsWith(".localhost") || SpecialAddress.is(name)) {
      document
          .violations()
          .report(
              path,
              "\""
                  + host
                  + "\" is a loopback, private, link-local, multicast or unspecified address"
                  + SETTING);
    }
  }
}
