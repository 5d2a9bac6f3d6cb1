package eu.bailiwick.routing.catalogue;

import eu.bailiwick.routing.limits.CallerLimits;
import eu.bailiwick.sovereignty.catalogue.ApiKey;
import eu.bailiwick.sovereignty.catalogue.Application;
import eu.bailiwick.sovereignty.catalogue.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, as an API key says. Whether the key still opens anything is to be asked of the key.
 *
 * @param key the key
 * @param application the application that calls with it
 * @param tenant the tenant of the application
 * @param limits the limits that hold for it; null if there are none
 */
public record Caller(
    ApiKey key, Application application, Tenant tenant, @Nullable CallerLimits limits) {

  /** The same caller, whose key is revoked. */
  Caller revoked() {
    return new Caller(key.revoked(), application, tenant, limits);
  }
}
