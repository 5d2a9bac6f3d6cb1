package eu.bailiwick.routing.limits;

import java.time.Instant;
import java.util.List;

/** Limits and instants for tests, in a tenant that nobody else has. */
final class Caps {

  static final String NOVEMBER = "2026-11-25T10:00:00Z";

  private final String tenant;

  Caps(String tenant) {
    this.tenant = tenant;
  }

  String tenant() {
    return tenant;
  }

  /** The limits of revision 1. */
  CallerLimits limits(Bound... bounds) {
    return CallerLimits.of(tenant, List.of(bounds));
  }

  /** A limit of the tenant. */
  Bound ofTenant(Measure measure, long size) {
    return bound(Level.TENANT, tenant, measure, size, 1);
  }

  Bound ofTenant(Measure measure, long size, long revision) {
    return bound(Level.TENANT, tenant, measure, size, revision);
  }

  /** A limit of a key of the tenant. */
  Bound ofKey(String key, Measure measure, long size) {
    return bound(Level.KEY, tenant + "-" + key, measure, size, 1);
  }

  private static Bound bound(Level level, String id, Measure measure, long size, long revision) {
    return new Bound(new Slot(level, id, measure), size, revision);
  }

  static Moment at(String instant) {
    return Moment.of(Instant.parse(instant).toEpochMilli());
  }

  static Moment after(Moment moment, long millis) {
    return Moment.of(moment.millis() + millis);
  }
}
