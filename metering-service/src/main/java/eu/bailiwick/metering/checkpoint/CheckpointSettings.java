package eu.bailiwick.metering.checkpoint;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the cell's log is signed and shown to witnesses. Without a key, it is not. Evidence reads the
 * witnesses from here too, for the policy that bundles bring along.
 */
@ConfigMapping(prefix = "bailiwick.checkpoint")
public interface CheckpointSettings {

  /**
   * Names the cell's log for good, as an URL without scheme, for instance {@code
   * metering.fr.example/ledger}. Needed with a key.
   */
  Optional<String> origin();

  /** File with the private Ed25519 key that signs: PEM, or a line of a note's key. */
  Optional<Path> keyFile();

  /** File with the key that signed before, while the other one takes over. */
  Optional<Path> previousKeyFile();

  /**
   * File, on another disk than the database, that keeps the last checkpoint that was signed, so
   * that it shows if the database is put back to an older backup.
   */
  Optional<Path> lastFile();

  /** How often is looked for something new. */
  @WithDefault("PT1S")
  Duration interval();

  /** How long a checkpoint waits for its witnesses before it is published. */
  @WithDefault("PT2S")
  Duration witnessTimeout();

  /** Witnesses by name. */
  Map<String, WitnessPeer> witnesses();

  /** A witness that is asked for cosignatures. */
  interface WitnessPeer {

    /** Its submission prefix, for instance {@code https://metering.de.example/witness}. */
    URI url();

    /** Its public keys (vkey). */
    List<String> keys();
  }
}
