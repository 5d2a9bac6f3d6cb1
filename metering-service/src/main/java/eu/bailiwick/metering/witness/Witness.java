package eu.bailiwick.metering.witness;

import eu.bailiwick.metering.c2sp.Checkpoint;
import eu.bailiwick.metering.c2sp.MalformedException;
import eu.bailiwick.metering.c2sp.MerkleProof;
import eu.bailiwick.metering.c2sp.SignerKey;
import eu.bailiwick.metering.c2sp.UnverifiedException;
import eu.bailiwick.metering.c2sp.VerifierKey;
import eu.bailiwick.metering.witness.Verdict.Conflict;
import eu.bailiwick.metering.witness.Verdict.Cosigned;
import eu.bailiwick.metering.witness.Verdict.Forked;
import eu.bailiwick.metering.witness.Verdict.Refusal;
import eu.bailiwick.metering.witness.Verdict.Refused;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Cosigns checkpoints of the logs that it watches, each of which continues the one before it. It
 * checks in the order of c2sp.org/tlog-witness, and remembers before it answers.
 */
final class Witness {

  private static final Logger LOG = Logger.getLogger(Witness.class);

  private final List<VerifierKey> logs;
  private final List<SignerKey> keys;
  private final WitnessStore store;
  private final Clock clock;

  /**
   * @param logs keys of the logs that it watches, each named by the origin of its log
   * @param keys with which it cosigns
   */
  Witness(
      Collection<VerifierKey> logs, Collection<SignerKey> keys, WitnessStore store, Clock clock) {
    this.logs = List.copyOf(logs);
    this.keys = List.copyOf(keys);
    this.store = store;
    this.clock = clock;
  }

  /** The public keys with which it cosigns. */
  List<VerifierKey> keys() {
    return keys.stream().map(SignerKey::verifier).toList();
  }

  /** Judges a submission; blocks. */
  Verdict judge(byte[] body) {
    if (body.length > Submission.MAX_BYTES) {
      return new Refused(Refusal.TOO_LARGE, "at most " + Submission.MAX_BYTES + " bytes");
    }
    try {
      Submission submission = Submission.parse(body);
      return judge(submission, Checkpoint.parse(submission.checkpoint().text()));
    } catch (MalformedException | IllegalArgumentException e) {
      return new Refused(Refusal.MALFORMED, String.valueOf(e.getMessage()));
    }
  }

  private Verdict judge(Submission submission, Checkpoint checkpoint) {
    List<VerifierKey> ofItsLog =
        logs.stream().filter(key -> key.name().equals(checkpoint.origin())).toList();
    if (ofItsLog.isEmpty()) {
      return new Refused(Refusal.UNKNOWN_LOG, "this log is not watched");
    }
    try {
      submission.checkpoint().verify(ofItsLog);
    } catch (UnverifiedException e) {
      return new Refused(Refusal.NOT_SIGNED, String.valueOf(e.getMessage()));
    }
    if (submission.old() > checkpoint.size()) {
      return new Refused(Refusal.OLD_ABOVE_NEW, "the old size is above that of the checkpoint");
    }
    return store.advance(
        checkpoint, submission.checkpoint(), seen -> against(seen, submission, checkpoint));
  }

  /** What was seen is locked meanwhile, so that nobody else can advance from it. */
  private Verdict against(WitnessStore.Seen seen, Submission submission, Checkpoint checkpoint) {
    if (checkpoint.size() == seen.size() && !checkpoint.root().equals(seen.root())) {
      LOG.errorf(
          "the log %s signed two trees of %d leaves: it shows two histories",
          checkpoint.origin(), checkpoint.size());
      return new Forked(seen.size());
    }
    if (submission.old() != seen.size()) {
      return new Conflict(seen.size());
    }
    try {
      MerkleProof.verifyConsistency(
          seen.size(), checkpoint.size(), seen.root(), checkpoint.root(), submission.proof());
    } catch (UnverifiedException e) {
      LOG.errorf(
          "the log %s does not show that its tree of %d leaves continues that of %d: %s",
          checkpoint.origin(), checkpoint.size(), seen.size(), e.getMessage());
      return new Refused(Refusal.NOT_CONSISTENT, String.valueOf(e.getMessage()));
    }
    if (checkpoint.size() == 0 && !checkpoint.root().equals(MerkleProof.emptyRoot())) {
      return new Refused(Refusal.NOT_CONSISTENT, "an empty tree has another root");
    }
    return cosigned(submission.checkpoint().text());
  }

  private Verdict cosigned(String text) {
    Instant now = clock.instant();
    return new Cosigned(
        keys.stream().map(key -> key.sign(text, now).line()).collect(Collectors.joining()));
  }
}
