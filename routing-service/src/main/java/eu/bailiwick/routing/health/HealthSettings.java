package eu.bailiwick.routing.health;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When endpoints are left alone, and for how long. */
@ConfigMapping(prefix = "bailiwick.health")
public interface HealthSettings {

  /** How often each endpoint is asked whether it is ready; the moment within is left to chance. */
  @WithDefault("PT5S")
  Duration probeInterval();

  /** How long is waited for the answer. */
  @WithDefault("PT2S")
  Duration probeTimeout();

  /** Probes in a row that must fail before an endpoint counts as not ready. */
  @WithDefault("2")
  int probeFailures();

  /** Requests in a row that must fail before an endpoint is ejected. */
  @WithDefault("5")
  int requestFailures();

  /** How long an endpoint is ejected for the first time; each time after that twice as long. */
  @WithDefault("PT10S")
  Duration ejection();

  /** How long it is ejected at most. */
  @WithDefault("PT5M")
  Duration longestEjection();

  /**
   * @throws IllegalStateException if a setting cannot work; names the property
   */
  default void check() {
    positive("probe-interval", probeInterval().toMillis());
    positive("probe-timeout", probeTimeout().toMillis());
    positive("probe-failures", probeFailures());
    positive("request-failures", requestFailures());
    positive("ejection", ejection().toMillis());
    if (longestEjection().compareTo(ejection()) < 0) {
      throw new IllegalStateException(
          "bailiwick.health.longest-ejection is " + longestEjection() + ": less than the first");
    }
  }

  private static void positive(String name, long value) {
    if (value <= 0) {
      throw new IllegalStateException(
          "bailiwick.health." + name + " is " + value + ": a value above zero is needed");
    }
  }
}
