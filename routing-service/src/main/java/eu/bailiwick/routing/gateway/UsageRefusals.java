package eu.bailiwick.routing.gateway;

import eu.bailiwick.sovereignty.catalogue.Endpoint;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers the endpoints that refuse {@code stream_options}, so that they need not be tried each
 * time. An endpoint of which the catalogue says something new is tried again. Safe on any thread.
 */
final class UsageRefusals {

  private final Map<String, Endpoint> refusing = new ConcurrentHashMap<>();

  /** It refused a stream that was asked for its usage, and took the same without. */
  void remember(Endpoint endpoint) {
    refusing.put(endpoint.id(), endpoint);
  }

  /** Whether it refused, and is still what it was. */
  boolean refuses(Endpoint endpoint) {
    Endpoint known = refusing.get(endpoint.id());
    if (known == null || known.equals(endpoint)) {
      return known != null;
    }
    refusing.remove(endpoint.id(), known);
    return false;
  }
}
