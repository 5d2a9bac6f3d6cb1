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

  /** After how much silence the stream of changes is taken for dead; a bookmark is due before. */
  @WithDefault("PT20S")
  Duration watchSilence();

  /** Pause between two reports of what is served, if nothing changes. */
  @WithDefault("PT10S")
  Duration reportInterval();

  /**
   * @throws IllegalStateException if a setting cannot work; names the property
   */
  default void check() {
    positive("watch-silence", watchSilence());
    positive("report-interval", reportInterval());
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

  private static void positive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalStateException(
          "bailiwick.registry." + name + " is " + value + ": a time above zero is needed");
    }
  }
}
