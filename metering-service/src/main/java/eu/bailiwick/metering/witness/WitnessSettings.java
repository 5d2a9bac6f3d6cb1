package eu.bailiwick.metering.witness;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which logs of others are witnessed here. Without a key, none is. */
@ConfigMapping(prefix = "bailiwick.witness")
interface WitnessSettings {

  /** Name of the witness in its cosignatures, for instance {@code metering.de.example/witness}. */
  Optional<String> name();

  /** Files with private keys, at most one of Ed25519 and one of ML-DSA-44: PEM or a note's line. */
  Optional<List<Path>> keyFiles();

  /** Public keys (vkey) of the logs that are watched, each named by the origin of its log. */
  Optional<List<String>> logs();
}
