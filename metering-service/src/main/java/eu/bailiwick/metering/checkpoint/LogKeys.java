package eu.bailiwick.metering.checkpoint;

import eu.bailiwick.metering.c2sp.KeyFile;
import eu.bailiwick.metering.c2sp.MalformedException;
import eu.bailiwick.metering.c2sp.Note;
import eu.bailiwick.metering.c2sp.SignerKey;
import eu.bailiwick.metering.c2sp.VerifierKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys with which the cell's log is signed.
 *
 * @param origin of the log, and name of its keys
 * @param active signs
 * @param previous signed before, and signs as well while it is set
 */
record LogKeys(String origin, SignerKey active, Optional<SignerKey> previous) {

  private static final String STATEMENT = "bailiwick-key/1";

  /**
   * Reads the files that the operator set.
   *
   * @return empty if no key is set
   * @throws IllegalStateException if one cannot be used, in a sentence that names the property
   */
  static Optional<LogKeys> of(CheckpointSettings settings) {
    if (settings.keyFile().isEmpty()) {
      return Optional.empty();
    }
    String origin =
        settings
            .origin()
            .filter(text -> !text.isBlank())
            .orElseThrow(() -> refused("origin", "is needed with a key"));
    SignerKey active = read("key-file", settings.keyFile().get(), origin);
    Optional<SignerKey> previous =
        settings.previousKeyFile().map(file -> read("previous-key-file", file, origin));
    if (previous.filter(key -> key.verifier().equals(active.verifier())).isPresent()) {
      throw refused("previous-key-file", "names the key that key-file names");
    }
    return Optional.of(new LogKeys(origin, active, previous));
  }

  private static SignerKey read(String property, Path file, String origin) {
    try {
      return KeyFile.read(file, origin, false);
    } catch (IOException e) {
      throw refused(property, "names " + file + ", which cannot be read");
    } catch (MalformedException e) {
      throw refused(property, "names " + file + ": " + e.getMessage());
    }
  }

  private static IllegalStateException refused(String property, String why) {
    return new IllegalStateException("bailiwick.checkpoint." + property + " " + why);
  }

  List<VerifierKey> verifiers() {
    return signers().map(SignerKey::verifier).toList();
  }

  private Stream<SignerKey> signers() {
    return Stream.concat(Stream.of(active), previous.stream());
  }

  /** The text, signed by every key that is set. */
  Note sign(String text, Instant now) {
    return new Note(text, signers().map(key -> key.sign(text, now)).toList());
  }

  /**
   * The statement that a key signs from now on, signed by it and by the one before: four lines, of
   * the first key three.
   *
   * @param before the key before; empty for the first
   */
  Note statement(Optional<VerifierKey> before, Instant now) {
    Stream<String> lines =
        Stream.concat(
            Stream.of(STATEMENT, origin, active.verifier().toString()),
            before.stream().map(VerifierKey::toString));
    String text = String.join("\n", lines.toList()) + '\n';
    return before.isEmpty() ? new Note(text, List.of(active.sign(text, now))) : sign(text, now);
  }
}
