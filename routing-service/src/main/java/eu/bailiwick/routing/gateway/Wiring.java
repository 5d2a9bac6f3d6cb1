package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.decision.RecentDecisions;
import eu.bailiwick.routing.decision.RequestIds;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** Makes what has no other home: the clock, chance, and the memory of decisions. */
final class Wiring {

  private static final int REMEMBERED_SNAPSHOTS = 16;

  private Wiring() {}

  @Produces
  @Singleton
  static Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  static RandomGenerator random() {
    return new RandomStream(new SecureRandom());
  }

  @Produces
  @Singleton
  static RequestIds requestIds(Clock clock, RandomGenerator random) {
    return new RequestIds(clock, random);
  }

  @Produces
  @Singleton
  static RecentDecisions recentDecisions(GatewaySettings settings) {
    return new RecentDecisions(settings.rememberedDecisions(), REMEMBERED_SNAPSHOTS);
  }
}
