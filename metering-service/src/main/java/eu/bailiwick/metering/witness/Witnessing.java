package eu.bailiwick.metering.witness;

import eu.bailiwick.metering.c2sp.KeyFile;
import eu.bailiwick.metering.c2sp.MalformedException;
import eu.bailiwick.metering.c2sp.SignerKey;
import eu.bailiwick.metering.c2sp.VerifierKey;
import eu.bailiwick.metering.storage.Schema;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The witness that the operator set up, if any; a few submissions at a time. */
@Singleton
final class Witnessing {

  private static final Logger LOG = Logger.getLogger(Witnessing.class);
  private static final String KEY_FILES = "bailiwick.witness.key-files";

  /** Submissions hold a connection to PostgreSQL, and others need some as well. */
  private static final int AT_ONCE = 2;

  private final Optional<Witness> witness;
  private final Schema schema;
  private final MeterRegistry meters;
  private final Semaphore places = new Semaphore(AT_ONCE);

  Witnessing(
      WitnessSettings settings,
      WitnessStore store,
      Schema schema,
      MeterRegistry meters,
      Clock clock) {
    this.witness = witness(settings, store, clock);
    this.schema = schema;
    this.meters = meters;
    // From the start: an alert does not see a first one that makes its series.
    Stream.of(new Verdict.Forked(0), new Verdict.Refused(Verdict.Refusal.NOT_CONSISTENT, ""))
        .forEach(verdict -> count(verdict.word(), 0));
  }

  private void count(String result, int submissions) {
    meters.counter("bailiwick.witness.submissions", "result", result).increment(submissions);
  }

  /** Made with the service, so that a wrong setting stops it at once. */
  void start(@Observes StartupEvent event) {
    witness.ifPresent(set -> LOG.infof("witnesses the logs of others with %s", set.keys()));
  }

  private static Optional<Witness> witness(
      WitnessSettings settings, WitnessStore store, Clock clock) {
    List<Path> files = settings.keyFiles().orElse(List.of());
    if (files.isEmpty()) {
      return Optional.empty();
    }
    String name =
        settings
            .name()
            .orElseThrow(() -> refused("bailiwick.witness.name", "is needed with a key"));
    List<SignerKey> keys = files.stream().map(file -> key(file, name)).toList();
    if (keys.stream().map(key -> key.verifier().type()).distinct().count() < keys.size()) {
      throw refused(KEY_FILES, "holds two keys of one type");
    }
    List<VerifierKey> logs = new ArrayList<>();
    for (String vkey : settings.logs().orElse(List.of())) {
      logs.add(log(vkey));
    }
    return Optional.of(new Witness(logs, keys, store, clock));
  }

  private static SignerKey key(Path file, String name) {
    try {
      return KeyFile.read(file, name, true);
    } catch (IOException e) {
      throw refused(KEY_FILES, "names " + file + ", which cannot be read");
    } catch (MalformedException e) {
      throw refused(KEY_FILES, "names " + file + ": " + e.getMessage());
    }
  }

  private static VerifierKey log(String vkey) {
    try {
      return VerifierKey.parse(vkey.strip());
    } catch (MalformedException e) {
      throw refused("bailiwick.witness.logs", "holds a key that is none: " + e.getMessage());
    }
  }

  private static IllegalStateException refused(String property, String why) {
    return new IllegalStateException(property + " " + why);
  }

  /** Whether there is a witness here. */
  boolean isSet() {
    return witness.isPresent();
  }

  /** The public keys with which it cosigns; none if there is no witness. */
  List<VerifierKey> keys() {
    return witness.map(Witness::keys).orElse(List.of());
  }

  /**
   * Judges a submission; blocks.
   *
   * @return empty if too many are under way
   */
  Optional<Verdict> judge(byte[] body) {
    if (!places.tryAcquire()) {
      return Optional.empty();
    }
    try {
      schema.ensureCurrent();
      Verdict verdict = witness.orElseThrow().judge(body);
      count(verdict.word(), 1);
      return Optional.of(verdict);
    } finally {
      places.release();
    }
  }
}
