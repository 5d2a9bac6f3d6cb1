package eu.bailiwick.metering.registry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** How following is doing: written by its threads, read by anyone. Logs what changes. */
final class FollowingState {

  private static final Logger LOG = Logger.getLogger(FollowingState.class);

  private final Clock clock;
  private volatile boolean following;
  private volatile @Nullable Instant heard;
  private volatile long recorded;
  private volatile long ofRegistry;
  private volatile long missing;
  private volatile @Nullable String changesProblem;
  private volatile @Nullable String snapshotsProblem;
  private volatile @Nullable String storageProblem;

  FollowingState(Clock clock) {
    this.clock = clock;
  }

  /** Whether this is the instance that follows. */
  boolean isFollowing() {
    return following;
  }

  void following(boolean now) {
    heard = now ? clock.instant() : null;
    following = now;
  }

  /** The stream of changes gave a sign of life. */
  void heard() {
    heard = clock.instant();
  }

  /** Time since the last sign of life, or since the start of following; null if it does not. */
  @Nullable Duration silence() {
    Instant last = heard;
    return last == null ? null : Duration.between(last, clock.instant());
  }

  boolean isSilentFor(Duration period) {
    Duration silence = silence();
    return silence != null && silence.compareTo(period) > 0;
  }

  /** The highest revision that the record says anything about. */
  long recorded() {
    return recorded;
  }

  void recorded(long revision) {
    recorded = revision;
    ofRegistryAtLeast(revision);
  }

  /** How many revisions the registry is ahead, as far as it is known. */
  long lag() {
    return ofRegistry - recorded;
  }

  /** The registry has been at this revision, and may be further by now. */
  void ofRegistryAtLeast(long revision) {
    ofRegistry = Math.max(ofRegistry, revision);
  }

  /** How many snapshots events name that are not archived, when last counted. */
  long missing() {
    return missing;
  }

  void missing(long snapshots) {
    missing = snapshots;
  }

  /** What is wrong with following changes; null if nothing. */
  void changes(@Nullable String problem) {
    log("changes of the catalogue", changesProblem, problem);
    changesProblem = problem;
  }

  /** What is wrong with following snapshots; null if nothing. */
  void snapshots(@Nullable String problem) {
    log("snapshots", snapshotsProblem, problem);
    snapshotsProblem = problem;
  }

  /** What is wrong with PostgreSQL; null if nothing. */
  void storage(@Nullable String problem) {
    log("the registry's changes and snapshots", storageProblem, problem);
    storageProblem = problem;
  }

  private static void log(String what, @Nullable String before, @Nullable String now) {
    if (Objects.equals(before, now)) {
      return;
    }
    if (now == null) {
      LOG.infof("%s are followed again", what);
    } else {
      LOG.warnf("%s cannot be followed now: %s", what, now);
    }
  }
}
