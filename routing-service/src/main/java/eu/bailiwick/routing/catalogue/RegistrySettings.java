package eu.bailiwick.routing.catalogue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where snapshots come from and whose signature counts. Without a URL no registry is asked. */
@ConfigMapping(prefix = "bailiwick.registry")
interface RegistrySettings {

  /** Base URL of the registry, without a path. */
  Optional<URI> url();

  /** File with the bearer token of role router, needed with a URL; read again at each poll. */
  Optional<Path> tokenFile();

  /** File with the JWK set of the registry's public signing keys; read again at each snapshot. */
  Path trustedKeysFile();

  /**
   * Pause between two polls while the stream of changes is not followed, and the shortest between
   * any two; above zero, at most one second.
   */
  @WithDefault("PT0.5S")
  Duration pollInterval();

  /**
   * Pause between two polls while the stream is followed and tells nothing new; at least the poll
   * interval, at most 30 s, for a snapshot is renewed without a change.
   */
  @WithDefault("PT5S")
  Duration watchedPollInterval();

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
    if (watchedPollInterval().compareTo(pollInterval()) < 0
        || watchedPollInterval().compareTo(Duration.ofSeconds(30)) > 0) {
      throw new IllegalStateException(
          "bailiwick.registry.watched-poll-interval is "
              + watchedPollInterval()
              + ": a pause of at least the poll-interval and at most PT30S is needed");
    }
    url().ifPresent(this::checkAddress);
  }

  private void checkAddress(URI url) {
    String scheme = url.getScheme();
    if (url.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalStateException(
          "bailiwick.registry.url is " + url + ": an http or https URL with a host is needed");
    }
    if (tokenFile().isEmpty()) {
      throw new IllegalStateException(
          "bailiwick.registry.token-file is not set: it is needed with bailiwick.registry.url");
    }
  }

  private static void positive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalStateException(
          "bailiwick.registry." + name + " is " + value + ": a time above zero is needed");
    }
  }
}
