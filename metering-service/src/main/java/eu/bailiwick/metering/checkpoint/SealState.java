package eu.bailiwick.metering.checkpoint;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** How sealing is doing: written by its thread, read by anyone. Logs what changes. */
@Singleton
final class SealState {

  private static final Logger LOG = Logger.getLogger(SealState.class);

  private final Clock clock;
  private volatile boolean sequencing;
  private volatile @Nullable Instant complete;
  private volatile @Nullable String refusal;
  private volatile @Nullable String storageProblem;
  private volatile long size;
  private volatile @Nullable Instant signed;
  private final Map<String, String> witnessProblems = new ConcurrentHashMap<>();
  private final Set<String> ahead = ConcurrentHashMap.newKeySet();

  SealState(Clock clock) {
    this.clock = clock;
  }

  /** Whether this is the instance that signs. */
  boolean isSequencing() {
    return sequencing;
  }

  void sequencing(boolean now) {
    complete = now ? clock.instant() : null;
    sequencing = now;
  }

  /** All that had grown is signed. */
  void complete() {
    complete = clock.instant();
  }

  /**
   * For how long it is not known that all that grew is signed; null if this is not the instance
   * that signs.
   */
  @Nullable Duration silence() {
    Instant since = complete;
    return since == null ? null : Duration.between(since, clock.instant());
  }

  /** Why nothing is signed for good, until somebody looks; null if it is. */
  @Nullable String refusal() {
    return refusal;
  }

  void refusal(@Nullable String problem) {
    if (!Objects.equals(refusal, problem)) {
      if (problem == null) {
        LOG.info("checkpoints are signed again");
      } else {
        LOG.errorf("no checkpoint is signed: %s", problem);
      }
    }
    refusal = problem;
  }

  /** What is wrong with PostgreSQL or a disk; null if nothing. */
  @Nullable String storageProblem() {
    return storageProblem;
  }

  void storage(@Nullable String problem) {
    if (!Objects.equals(storageProblem, problem)) {
      if (problem == null) {
        LOG.info("checkpoints can be made again");
      } else {
        LOG.warnf("no checkpoint can be made now: %s", problem);
      }
    }
    storageProblem = problem;
  }

  /** Size of the last tree that was signed here. */
  long size() {
    return size;
  }

  /** When that was; null if none was. */
  @Nullable Instant signed() {
    return signed;
  }

  void signed(SignedTree tree) {
    size = tree.tree().size();
    signed = tree.time();
  }

  /** Whether a witness says that it saw more entries than there are: the log lost some. */
  boolean isBehindAWitness() {
    return !ahead.isEmpty();
  }

  /** What is wrong with witnesses, by their names. */
  Map<String, String> witnessProblems() {
    return new TreeMap<>(witnessProblems);
  }

  /** A witness saw more entries than there are. */
  void ahead(String name, String problem) {
    if (ahead.add(name)) {
      LOG.errorf("entries of the cell's log are lost: %s", problem);
    }
    witnessProblems.put(name, problem);
  }

  void witness(String name, @Nullable String problem) {
    ahead.remove(name);
    if (problem == null) {
      if (witnessProblems.remove(name) != null) {
        LOG.infof("the witness %s cosigns again", name);
      }
    } else if (!problem.equals(witnessProblems.put(name, problem))) {
      LOG.warnf("no cosignature: %s", problem);
    }
  }
}
