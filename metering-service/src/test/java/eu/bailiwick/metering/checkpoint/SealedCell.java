package eu.bailiwick.metering.checkpoint;

import eu.bailiwick.metering.c2sp.SignatureType;
import eu.bailiwick.metering.c2sp.SignerKey;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.ledger.Entry;
import eu.bailiwick.metering.ledger.Ledger;
import eu.bailiwick.metering.ledger.LogId;
import eu.bailiwick.metering.query.Database;
import eu.bailiwick.metering.storage.Transactions;
import eu.bailiwick.metering.witness.Peer;
import eu.bailiwick.metering.witness.WitnessClient;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/** A cell whose logs grow and are sealed when a test says so. */
final class SealedCell implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final RandomGenerator RANDOM = RandomGenerator.getDefault();

  final DataSource database;
  final Ledger ledger;
  final CheckpointStore store;
  final Checkpoints checkpoints;
  final SealState state = new SealState(Clock.systemUTC());
  private final String origin;
  private Optional<Path> file = Optional.empty();
  private Cosigning cosigning;
  private Sealing sealing;

  private SealedCell(DataSource database, String origin, LogKeys keys, List<Peer> witnesses) {
    this.database = database;
    this.origin = origin;
    Transactions transactions = new Transactions(database);
    Database queries = new Database(database);
    ledger = new Ledger(queries, transactions, Clock.systemUTC());
    store = new CheckpointStore(transactions);
    checkpoints = new Checkpoints(new CheckpointQueries(queries), ledger);
    cosigning = cosigning(witnesses);
    sealing = sealing(keys);
  }

  static SealedCell of(DataSource database, String origin, int key, Peer... witnesses) {
    return new SealedCell(
        database,
        origin,
        new LogKeys(origin, key(origin, key), Optional.empty()),
        List.of(witnesses));
  }

  static SignerKey key(String name, int seed) {
    return key(name, SignatureType.ED25519, seed);
  }

  static SignerKey key(String name, SignatureType type, int seed) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) seed);
    return SignerKey.of(name, type, new Bytes(bytes));
  }

  /** Goes on with other keys, and no witnesses. */
  SealedCell with(int active, int previous) {
    sealing =
        sealing(
            new LogKeys(
                origin,
                key(origin, active),
                previous == 0 ? Optional.empty() : Optional.of(key(origin, previous))));
    return this;
  }

  /** Goes on with that file. */
  SealedCell keeping(Path lastFile, int key) {
    file = Optional.of(lastFile);
    return with(key, 0);
  }

  private Sealing sealing(LogKeys keys) {
    return new Sealing(
        keys,
        store,
        ledger,
        new LastCheckpoint(file),
        cosigning,
        new Sealing.Sources(Clock.systemUTC(), RANDOM));
  }

  private Cosigning cosigning(List<Peer> witnesses) {
    HttpClient http = HttpClient.newHttpClient();
    return new Cosigning(
        witnesses.stream().map(peer -> new WitnessClient(peer, http, TIMEOUT)).toList(),
        ledger,
        state,
        TIMEOUT,
        Clock.systemUTC());
  }

  /** Something happens that is logged. */
  void grow(LogId log, String what) {
    byte[] salt = new byte[Entry.SALT_BYTES];
    RANDOM.nextBytes(salt);
    ledger.append(
        log,
        new Entry(
            "refused",
            "x",
            Instant.now(),
            new Bytes(salt),
            new Bytes(what.getBytes(StandardCharsets.UTF_8))));
  }

  /** Seals once. */
  SignedTree seal() {
    return sealing.step().orElseThrow();
  }

  SignedTree published() {
    return checkpoints.published().orElseThrow();
  }

  @Override
  public void close() {
    cosigning.close();
  }
}
