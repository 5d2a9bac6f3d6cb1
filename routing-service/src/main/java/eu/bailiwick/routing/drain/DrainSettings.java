package eu.bailiwick.routing.drain;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long requests may take to finish when the service is told to stop. */
@ConfigMapping(prefix = "bailiwick.drain")
interface DrainSettings {

  /**
   * Limit. The grace that the machine grants, for instance Kubernetes' {@code
   * terminationGracePeriodSeconds}, must be longer: by what comes before, by the cutting of what is
   * left and by {@code bailiwick.usage.stop-timeout}.
   */
  @WithDefault("PT60S")
  Duration timeout();

  /**
   * @throws IllegalStateException if a setting cannot work; names the property
   */
  default void check() {
    if (timeout().isNegative()) {
      throw new IllegalStateException(
          "bailiwick.drain.timeout is " + timeout() + ": 0 or more is needed");
    }
  }
}
