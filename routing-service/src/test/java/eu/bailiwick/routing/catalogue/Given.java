package eu.bailiwick.routing.catalogue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of a router in a test. */
final class Given {

  private Given() {}

  record Router(String id, String cell, String site) implements RouterIdentity {}

  record Snapshots(Optional<Path> directory, Optional<Path> file) implements SnapshotSettings {

    @Override
    public Duration fileInterval() {
      return Duration.ofMillis(20);
    }
  }

  /** Polls often without the stream, and practically never with it. */
  record Registry(Optional<URI> url, Optional<Path> tokenFile, Path trustedKeysFile)
      implements RegistrySettings {

    @Override
    public Duration pollInterval() {
      return Duration.ofMillis(50);
    }

    @Override
    public Duration watchedPollInterval() {
      return Duration.ofSeconds(30);
    }

    @Override
    public Duration timeout() {
      return Duration.ofSeconds(5);
    }

    @Override
    public Duration watchSilence() {
      return Duration.ofSeconds(20);
    }

    @Override
    public Duration reportInterval() {
      return Duration.ofSeconds(10);
    }
  }
}
