package eu.bailiwick.registry.snapshot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of snapshots. */
@ConfigMapping(prefix = "bailiwick.snapshot")
public interface SnapshotSettings {

  /** File with the private OKP/Ed25519 JWK (RFC 8037) that signs; the service needs one. */
  Optional<String> signingKeyFile();

  /**
   * Files with further JWKs or JWK sets that are published beside the signing key: keys that signed
   * before, and the next one before it signs.
   */
  Optional<List<String>> publishedKeyFiles();

  /** How long a snapshot may be decided by. */
  @WithDefault("PT1H")
  Duration validity();
}
