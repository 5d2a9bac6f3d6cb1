package eu.bailiwick.routing.catalogue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** Where snapshots come from and whose signature counts. */
@ConfigMapping(prefix = "bailiwick.registry")
interface RegistrySettings {

  /** Base URL of the registry, without a path. */
  URI url();

  /** File with the bearer token of role router; read again at each poll. */
  Path tokenFile();

  /** File with the JWK set of the registry's public signing keys; read again at each snapshot. */
  Path trustedKeysFile();

  /** Pause between two polls; above zero, at most one second. */
  @WithDefault("PT0.5S")
  Duration pollInterval();

  /** How long a poll may take. */
  @WithDefault("PT5S")
  Duration timeout();

  /**
   * @throws IllegalStateException if a setting cannot work; names the property
   */
  default void check() {
    if (!pollInterval().isPositive() || pollInterval().compareTo(Duration.ofSeconds(1)) > 0) {
      throw new IllegalStateException(
          "bailiwick.registry.poll-interval is "
              + pollInterval()
              + ": a pause above zero and of at most PT1S is needed");
    }
    String scheme = url().getScheme();
    if (url().getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalStateException(
          "bailiwick.registry.url is " + url() + ": an http or https URL with a host is needed");
    }
  }
}
