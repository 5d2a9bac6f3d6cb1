package eu.bailiwick.routing.catalogue;

import eu.bailiwick.sovereignty.catalogue.ApiKey;
import eu.bailiwick.sovereignty.catalogue.Application;
import eu.bailiwick.sovereignty.catalogue.Tenant;

/**
 * Who calls, as an API key says. Whether the key still opens anything is to be asked of the key.
 *
 * @param key the key
 * @param application the application that calls with it
 * @param tenant the tenant of the application
 */
public record Caller(ApiKey key, Application application, Tenant tenant) {

  /** The same caller, whose key is revoked. */
  Caller revoked() {
    return new Caller(key.revoked(), application, tenant);
  }
}
