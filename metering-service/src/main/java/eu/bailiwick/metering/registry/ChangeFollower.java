package eu.bailiwick.metering.registry;

import eu.bailiwick.metering.storage.StorageUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the stream of changes and records each, from where the record ends, until it is closed;
 * whatever goes wrong, it opens the stream again after a pause.
 */
final class ChangeFollower implements Runnable, AutoCloseable {

  private static final Logger LOG = Logger.getLogger(ChangeFollower.class);

  private final RegistryClient registry;
  private final ChangeStore store;
  private final FollowingState state;
  private final FollowingMeters meters;
  private final Pauses pauses;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable EventStream current;

  /** The revision after which the stream goes on, the one that is read now or was last. */
  private volatile long reached = Long.MAX_VALUE;

  /** Where to open it next; null for where the record ends. */
  private final AtomicReference<@Nullable Start> next = new AtomicReference<>();

  /** A revision after which a stream is to be opened. */
  private record Start(long after) {}

  ChangeFollower(
      RegistryClient registry,
      ChangeStore store,
      FollowingState state,
      FollowingMeters meters,
      Pauses pauses) {
    this.registry = registry;
    this.store = store;
    this.state = state;
    this.meters = meters;
    this.pauses = pauses;
  }

  @Override
  public void run() {
    while (!isClosing(Duration.ZERO)) {
      try {
        follow();
      } catch (CompactedException e) {
        compacted(e.oldest());
      } catch (IOException | StorageUnavailableException e) {
        if (!isClosing(Duration.ZERO)) {
          state.changes(e.getMessage());
        }
      } catch (RuntimeException e) {
        LOG.error("following changes starts over", e);
      }
      if (isClosing(pauses.next())) {
        return;
      }
    }
  }

  private void follow() throws IOException {
    long position = store.position();
    state.recorded(position);
    Start asked = next.get();
    reached = asked == null ? usualStart(position) : asked.after();
    try (EventStream stream = registry.changes(reached, state::heard)) {
      state.heard();
      current = stream;
      next.compareAndSet(asked, null);
      for (ServerEvent event = next(stream); event != null; event = next(stream)) {
        switch (event.name()) {
          case "change" -> record(Change.read(event));
          case "bookmark" -> isWell();
          default -> LOG.debugf("%s is told as a change too", event.name());
        }
      }
    } finally {
      current = null;
    }
  }

  /**
   * One revision is asked for again: a registry that was restored from a backup may have given the
   * same number anew. One that has gone back goes on where it was.
   */
  private long usualStart(long position) {
    return Math.max(0, Math.min(position - 1, reached));
  }

  private @Nullable ServerEvent next(EventStream stream) throws IOException {
    return isClosing(Duration.ZERO) || next.get() != null ? null : stream.next();
  }

  private void record(Change change) {
    Recorded result = store.record(change);
    meters.count(result);
    switch (result) {
      case EQUIVOCATION ->
          LOG.errorf(
              "the registry told revision %d before in other words; both are kept",
              change.revision());
      case RECORDED_BEHIND_A_GAP ->
          LOG.errorf("the registry left out revisions before %d", change.revision());
      case RECORDED, DUPLICATE -> LOG.debugf("revision %d: %s", change.revision(), result);
    }
    reached = Math.max(reached, change.revision());
    state.recorded(Math.max(state.recorded(), change.revision()));
    isWell();
  }

  private void isWell() {
    pauses.reset();
    state.changes(null);
  }

  private void compacted(long oldest) {
    try {
      if (store.recordGapUpTo(oldest)) {
        LOG.errorf("the registry no longer has the changes up to revision %d", oldest);
      }
      next.set(new Start(oldest));
    } catch (StorageUnavailableException e) {
      state.changes(e.getMessage());
    }
  }

  /**
   * The registry was at a revision after it had told later ones: it has gone back. Reads all that
   * it has once more, so that whatever it now says under a number that was told is compared. Any
   * thread may say so, again and again.
   */
  void goneBackTo(long revision) {
    if (revision < reached && revision < state.recorded()) {
      LOG.errorf("the registry has gone back from revision %d to %d", state.recorded(), revision);
      next.set(new Start(0));
      reopen();
    }
  }

  /** Cuts the stream; it is opened again. */
  void reopen() {
    EventStream stream = current;
    if (stream != null) {
      close(stream);
    }
  }

  /** Ends following, soon: not before the change under way is recorded. */
  @Override
  public void close() {
    closing.countDown();
    reopen();
  }

  private static void close(EventStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      LOG.debug("it is closed all the same", e);
    }
  }

  private boolean isClosing(Duration within) {
    try {
      return closing.await(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
