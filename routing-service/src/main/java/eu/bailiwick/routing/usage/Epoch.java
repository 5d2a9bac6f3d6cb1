package eu.bailiwick.routing.usage;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The numbers of every tenant under one id. Not safe for several threads. */
final class Epoch {

  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final UUID id;
  private final Map<String, TenantNumbers> tenants = new LinkedHashMap<>();

  private Epoch(UUID id) {
    this.id = id;
  }

  /** An epoch with a random id and no tenants. */
  static Epoch first(RandomGenerator random) {
    return new Epoch(randomId(random));
  }

  /** The epoch that follows when this one is given up; it has the same tenants. */
  Epoch successor(RandomGenerator random) {
    var next = new Epoch(randomId(random));
    tenants.forEach((name, numbers) -> next.tenants.put(name, numbers.successor(id)));
    return next;
  }

  UUID id() {
    return id;
  }

  /** Every tenant that has numbers here or had some in an epoch that was given up. */
  Collection<TenantNumbers> tenants() {
    return tenants.values();
  }

  TenantNumbers tenant(String name) {
    return tenants.computeIfAbsent(name, n -> new TenantNumbers(n, null, 0));
  }

  /** A UUID of version 4, RFC 9562 section 5.4. */
  private static UUID randomId(RandomGenerator random) {
    long high = (random.nextLong() & ~0xf000L) | VERSION_4;
    long low = (random.nextLong() >>> 2) | VARIANT;
    return new UUID(high, low);
  }
}
