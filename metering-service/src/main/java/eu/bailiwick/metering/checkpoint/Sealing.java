package eu.bailiwick.metering.checkpoint;

import eu.bailiwick.metering.c2sp.Checkpoint;
import eu.bailiwick.metering.c2sp.Note;
import eu.bailiwick.metering.c2sp.NoteSignature;
import eu.bailiwick.metering.c2sp.VerifierKey;
import eu.bailiwick.metering.checkpoint.CheckpointStore.Anchoring;
import eu.bailiwick.metering.checkpoint.CheckpointStore.Grown;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.ledger.Entry;
import eu.bailiwick.metering.ledger.Ledger;
import eu.bailiwick.metering.ledger.LogId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Seals what grew: commits to it in the cell's log, signs the cell's tree, has it cosigned and
 * publishes it. Signs nothing that contradicts what was signed before. For one thread; blocks.
 */
final class Sealing {

  private static final String CHECKPOINT = "checkpoint";
  private static final String KEY = "key";

  /** So many logs are committed to in one transaction. */
  private static final int MOST_AT_ONCE = 500;

  private final LogKeys keys;
  private final CheckpointStore store;
  private final Ledger ledger;
  private final LastCheckpoint last;
  private final Cosigning cosigning;
  private final Sources sources;

  /**
   * Time and randomness.
   *
   * @param random of cryptographic quality; makes salts
   */
  record Sources(Clock clock, RandomGenerator random) {}

  Sealing(
      LogKeys keys,
      CheckpointStore store,
      Ledger ledger,
      LastCheckpoint last,
      Cosigning cosigning,
      Sources sources) {
    this.keys = keys;
    this.store = store;
    this.ledger = ledger;
    this.last = last;
    this.cosigning = cosigning;
    this.sources = sources;
  }

  /**
   * Looks once, and seals what is new.
   *
   * @return the newest checkpoint; empty if there is nothing to sign yet
   * @throws RefusedException if a signature would contradict one that was given
   */
  Optional<SignedTree> step() {
    requireContinuation();
    introduceKey();
    anchorWhatGrew();
    Optional<SignedTree> newest = signed();
    newest.ifPresent(this::publish);
    return newest;
  }

  /** Before anything else is written: a log that lost entries is not to grow others instead. */
  private void requireContinuation() {
    long size = ledger.size(LogId.CELL);
    store.newest().ifPresent(signed -> requireIn(signed.tree(), size, "the database"));
    List<VerifierKey> known =
        Stream.concat(store.keys().stream().map(KeyRange::key), keys.verifiers().stream())
            .distinct()
            .toList();
    last.read(known).ifPresent(signed -> requireIn(signed, size, "the file of the last one"));
  }

  private void requireIn(Checkpoint signed, long size, String where) {
    if (!signed.origin().equals(keys.origin())) {
      throw new RefusedException(
          where + " has a checkpoint of " + signed.origin() + ", and not of " + keys.origin());
    }
    if (signed.size() > size) {
      throw new RefusedException(
          "the cell's log has %d entries, but by %s a checkpoint of %d was signed: entries are lost"
              .formatted(size, where, signed.size()));
    }
    if (!ledger.root(LogId.CELL, signed.size()).equals(signed.root())) {
      throw new RefusedException(
          "the first %d entries of the cell's log are others than by %s were signed"
              .formatted(signed.size(), where));
    }
  }

  private void introduceKey() {
    List<KeyRange> known = store.keys();
    VerifierKey active = keys.active().verifier();
    Optional<VerifierKey> before =
        known.isEmpty() ? Optional.empty() : Optional.of(known.getLast().key());
    if (before.filter(active::equals).isPresent()) {
      return;
    }
    if (known.stream().anyMatch(range -> range.key().equals(active))) {
      throw new RefusedException("the key " + active + " was replaced before, and stays so");
    }
    if (before.isPresent()
        && keys.previous().filter(k -> k.verifier().equals(before.get())).isEmpty()) {
      throw new RefusedException(
          "the key is another than %s: bailiwick.checkpoint.previous-key-file has to name that one"
              .formatted(before.get()));
    }
    Instant now = now();
    Note statement = keys.statement(before, now);
    String id = HexFormat.of().toHexDigits(active.id(), 8);
    store.introduce(active, entry(KEY, id, new Bytes(statement.bytes()), now), now);
  }

  private void anchorWhatGrew() {
    List<Grown> grown = store.grown();
    for (int from = 0; from < grown.size(); from += MOST_AT_ONCE) {
      Instant now = now();
      List<Grown> some = grown.subList(from, Math.min(from + MOST_AT_ONCE, grown.size()));
      store.anchor(some.stream().map(log -> anchoring(log, now)).toList(), now);
    }
  }

  private Anchoring anchoring(Grown grown, Instant now) {
    Bytes root = ledger.root(grown.log(), grown.size());
    String text = new Checkpoint(keys.origin() + "/" + grown.log(), grown.size(), root).text();
    Bytes content = new Bytes(text.getBytes(StandardCharsets.UTF_8));
    return new Anchoring(
        grown.log(),
        grown.size(),
        root,
        entry(CHECKPOINT, Long.toString(grown.size()), content, now));
  }

  private Entry entry(String kind, String about, Bytes content, Instant now) {
    byte[] salt = new byte[Entry.SALT_BYTES];
    sources.random().nextBytes(salt);
    return new Entry(kind, about, now, new Bytes(salt), content);
  }

  private Optional<SignedTree> signed() {
    Optional<SignedTree> newest = store.newest();
    long size = ledger.size(LogId.CELL);
    if (size == newest.map(signed -> signed.tree().size()).orElse(0L)) {
      return newest;
    }
    Checkpoint tree = new Checkpoint(keys.origin(), size, ledger.root(LogId.CELL, size));
    Instant now = now();
    SignedTree signed = new SignedTree(tree, keys.sign(tree.text(), now), now, false);
    // In the file before anyone can have it.
    store.sign(signed, keys.verifiers(), () -> last.write(signed.note()));
    return store.newest();
  }

  private void publish(SignedTree newest) {
    List<NoteSignature> cosignatures = cosigning.ask(newest);
    if (!newest.published() || !cosignatures.isEmpty()) {
      store.publish(newest.tree().size(), cosignatures);
    }
  }

  private Instant now() {
    return sources.clock().instant().truncatedTo(ChronoUnit.MICROS);
  }
}
