package eu.bailiwick.routing.gateway;

import static java.security.DrbgParameters.Capability.RESEED_ONLY;

import eu.bailiwick.routing.decision.Prospects;
import eu.bailiwick.routing.decision.RecentDecisions;
import eu.bailiwick.routing.decision.RequestIds;
import eu.bailiwick.routing.health.EndpointHealth;
import eu.bailiwick.routing.selection.Preview;
import eu.bailiwick.routing.selection.SelectionSettings;
import eu.bailiwick.routing.selection.Selector;
import eu.bailiwick.routing.upstream.UpstreamClient;
import eu.bailiwick.routing.upstream.UpstreamSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.DrbgParameters;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** Makes what has no other home: the clock, chance, the choice and the memory of decisions. */
final class Wiring {

  private static final int REMEMBERED_SNAPSHOTS = 16;

  private Wiring() {}

  @Produces
  @Singleton
  static Clock clock() {
    return Clock.systemUTC();
  }

  /**
   * The JDK's generator of NIST SP 800-90A, which the system seeds: its usual one takes four times
   * as long for a byte.
   */
  @Produces
  @Singleton
  static RandomGenerator random() {
    try {
      return new PortionedRandom(
          SecureRandom.getInstance("DRBG", DrbgParameters.instantiation(256, RESEED_ONLY, null)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has DRBG", e);
    }
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

  @Produces
  @Singleton
  static Selector selector(SelectionSettings settings, EndpointHealth health) {
    settings.check();
    return new Selector(settings, health);
  }

  @Produces
  @Singleton
  static Prospects prospects(Selector selector, SelectionSettings settings) {
    return new Preview(selector, settings);
  }

  @Produces
  @Singleton
  static RetryPolicy retryPolicy(RetrySettings settings) {
    settings.check();
    return new RetryPolicy(
        settings, new RetryBudget(settings.percent(), settings.perSecond(), System::nanoTime));
  }

  @Produces
  @Singleton
  static UpstreamClient upstream(
      Vertx vertx, GatewaySettings settings, UpstreamSettings upstream, MeterRegistry registry) {
    settings.check();
    return new UpstreamClient(
        vertx, settings.timeouts(), settings.maxConnections(), upstream, registry);
  }
}
