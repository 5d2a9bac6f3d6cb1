package eu.bailiwick.metering.checkpoint;

import eu.bailiwick.metering.c2sp.MalformedException;
import eu.bailiwick.metering.c2sp.VerifierKey;
import eu.bailiwick.metering.ledger.Ledger;
import eu.bailiwick.metering.storage.Leases;
import eu.bailiwick.metering.storage.Schema;
import eu.bailiwick.metering.witness.Peer;
import eu.bailiwick.metering.witness.WitnessClient;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Starts the sequencer with the service, if there is a key, and stops it with the service. */
@Singleton
final class Sequencing {

  private static final Logger LOG = Logger.getLogger(Sequencing.class);
  private static final Duration CONNECTING = Duration.ofSeconds(1);

  /** What is told where it is asked why there are no checkpoints. */
  static final String NO_KEY =
      "bailiwick.checkpoint.key-file is not set: nothing is signed, so nothing can be proven to"
          + " outsiders";

  private final Optional<LogKeys> keys;
  private final Optional<Sequencer> sequencer;
  private final Optional<Cosigning> cosigning;

  Sequencing(
      CheckpointSettings settings,
      Storage storage,
      Ledger ledger,
      SealState state,
      SecureRandom random,
      Clock clock) {
    keys = LogKeys.of(settings);
    cosigning =
        keys.map(
            set ->
                new Cosigning(
                    witnesses(settings), ledger, state, settings.witnessTimeout(), clock));
    sequencer =
        keys.map(
            set ->
                new Sequencer(
                    storage.schema(),
                    storage.leases(),
                    new Sealing(
                        set,
                        storage.checkpoints(),
                        ledger,
                        new LastCheckpoint(settings.lastFile()),
                        cosigning.orElseThrow(),
                        new Sealing.Sources(clock, random)),
                    state,
                    settings.interval()));
  }

  /** What it needs of PostgreSQL. */
  @Singleton
  static final class Storage {

    private final Schema schema;
    private final Leases leases;
    private final CheckpointStore checkpoints;

    Storage(Schema schema, Leases leases, CheckpointStore checkpoints) {
      this.schema = schema;
      this.leases = leases;
      this.checkpoints = checkpoints;
    }

    Schema schema() {
      return schema;
    }

    Leases leases() {
      return leases;
    }

    CheckpointStore checkpoints() {
      return checkpoints;
    }
  }

  private static List<WitnessClient> witnesses(CheckpointSettings settings) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTING)
            .build();
    return settings.witnesses().entrySet().stream()
        .map(each -> peer(each.getKey(), each.getValue()))
        .map(peer -> new WitnessClient(peer, http, settings.witnessTimeout()))
        .toList();
  }

  private static Peer peer(String name, CheckpointSettings.WitnessPeer peer) {
    try {
      List<VerifierKey> keys = peer.keys().stream().map(VerifierKey::parse).toList();
      return new Peer(name, peer.url(), keys);
    } catch (MalformedException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "bailiwick.checkpoint.witnesses." + name + ".keys: " + e.getMessage());
    }
  }

  /** The origin of the cell's log; empty if nothing is signed here. */
  Optional<String> origin() {
    return keys.map(LogKeys::origin);
  }

  void start(@Observes StartupEvent event) {
    if (sequencer.isEmpty()) {
      LOG.warn(NO_KEY);
    }
    sequencer.ifPresent(Sequencer::start);
  }

  void stop(@Observes ShutdownEvent event) {
    sequencer.ifPresent(Sequencer::stop);
    cosigning.ifPresent(Cosigning::close);
  }
}
