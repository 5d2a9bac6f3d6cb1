package eu.bailiwick.metering.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Which registry is followed, and whose signature counts. Without an URL, none is. */
@ConfigMapping(prefix = "bailiwick.registry")
interface RegistrySettings {

  /** Base URL of the registry, without a path. */
  Optional<URI> url();

  /** File with a bearer token of role metering; read again for each connection. */
  Optional<Path> tokenFile();

  /** File with the JWK set of the registry's public signing keys; read again at each snapshot. */
  Optional<Path> trustedKeysFile();

  /** Pause between two questions for a snapshot, and after the first failure of anything. */
  @WithDefault("PT1S")
  Duration pollInterval();

  /** How long an answer may take to begin; of a snapshot, to end. */
  @WithDefault("PT5S")
  Duration timeout();

  /** After so long without a sign of life the stream of changes is opened anew. */
  @WithDefault("PT30S")
  Duration silence();
}
