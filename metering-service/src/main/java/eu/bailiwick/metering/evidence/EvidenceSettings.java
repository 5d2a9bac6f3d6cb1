package eu.bailiwick.metering.evidence;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** What bundles may hold, and whose keys they bring along. */
@ConfigMapping(prefix = "bailiwick.evidence")
interface EvidenceSettings {

  /** How many entries of a log a bundle has at most. */
  @WithDefault("1000000")
  long mostEntries();

  /**
   * File with the trust policy (c2sp.org/tlog-policy) that bundles bring along. Without one, it is
   * made of the log's keys and the configured witnesses, none of which is then required.
   */
  Optional<Path> policyFile();

  /** File with the JWK set of the registry's keys that bundles bring along. */
  @WithDefault("${bailiwick.registry.trusted-keys-file:}")
  Optional<Path> registryKeysFile();
}
