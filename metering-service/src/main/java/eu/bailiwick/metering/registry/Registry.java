package eu.bailiwick.metering.registry;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The registry that is followed: the settings, complete.
 *
 * @param url without a path
 */
record Registry(
    URI url,
    Path tokenFile,
    Path trustedKeysFile,
    String cell,
    Duration pollInterval,
    Duration timeout,
    Duration silence) {

  /**
   * Checks the settings.
   *
   * @return empty if none is to be followed
   * @throws IllegalStateException if a setting is missing or cannot work; names the property
   */
  static Optional<Registry> of(RegistrySettings settings, MeteringIdentity metering) {
    return settings
        .url()
        .map(
            url ->
                new Registry(
                    url,
                    needed("bailiwick.registry.token-file", settings.tokenFile()),
                    needed("bailiwick.registry.trusted-keys-file", settings.trustedKeysFile()),
                    needed("bailiwick.metering.cell", metering.cell()),
                    positive("poll-interval", settings.pollInterval()),
                    positive("timeout", settings.timeout()),
                    positive("silence", settings.silence())));
  }

  Registry {
    String scheme = url.getScheme();
    if (url.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalStateException(
          "bailiwick.registry.url is " + url + ": an http or https URL with a host is needed");
    }
    if (!cell.matches("[A-Za-z0-9._:-]{1,256}")) {
      throw new IllegalStateException(
          "bailiwick.metering.cell is \"" + cell + "\": the id of a cell is needed");
    }
  }

  private static <T> T needed(String name, Optional<T> value) {
    return value.orElseThrow(
        () -> new IllegalStateException(name + " is needed where bailiwick.registry.url is set"));
  }

  private static Duration positive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalStateException(
          "bailiwick.registry." + name + " is " + value + ": a time above zero is needed");
    }
    return value;
  }
}
