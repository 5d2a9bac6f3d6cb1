package eu.bailiwick.routing.limits;

import eu.bailiwick.sovereignty.catalogue.ApiKey;
import eu.bailiwick.sovereignty.catalogue.Application;
import eu.bailiwick.sovereignty.catalogue.Limits;
import eu.bailiwick.sovereignty.catalogue.Tenant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The limits that hold for a caller, of all levels together; compiled with the snapshot.
 *
 * @param tenant id of the tenant, to which everything belongs that is counted here
 * @param concurrent bounds of requests under way
 * @param drawn bounds of requests and tokens over time
 */
public record CallerLimits(String tenant, List<Bound> concurrent, List<Bound> drawn) {

  /**
   * The limits of a key, its application and its tenant.
   *
   * @param revision of the catalogue
   * @return null if there are none, as for most
   */
  public static @Nullable CallerLimits of(
      Tenant tenant, Application application, ApiKey key, long revision) {
    List<Bound> all = new ArrayList<>();
    add(all, Level.TENANT, tenant.id(), tenant.limits(), revision);
    add(all, Level.APPLICATION, application.id(), application.limits(), revision);
    add(all, Level.KEY, key.id(), key.limits(), revision);
    return all.isEmpty() ? null : of(tenant.id(), all);
  }

  static CallerLimits of(String tenant, List<Bound> all) {
    return new CallerLimits(
        tenant,
        all.stream().filter(CallerLimits::isConcurrent).toList(),
        all.stream().filter(bound -> !isConcurrent(bound)).toList());
  }

  private static boolean isConcurrent(Bound bound) {
    return bound.slot().measure() == Measure.CONCURRENT_REQUESTS;
  }

  private static void add(List<Bound> to, Level level, String id, Limits limits, long revision) {
    add(
        to,
        new Slot(level, id, Measure.CONCURRENT_REQUESTS),
        limits.concurrentRequests(),
        revision);
    add(to, new Slot(level, id, Measure.REQUESTS_PER_MINUTE), limits.requestsPerMinute(), revision);
    add(to, new Slot(level, id, Measure.TOKENS_PER_MINUTE), limits.tokensPerMinute(), revision);
    add(to, new Slot(level, id, Measure.TOKENS_PER_MONTH), limits.tokensPerMonth(), revision);
  }

  private static void add(List<Bound> to, Slot slot, @Nullable Number size, long revision) {
    if (size != null) {
      to.add(new Bound(slot, Math.min(size.longValue(), slot.measure().most()), revision));
    }
  }
}
