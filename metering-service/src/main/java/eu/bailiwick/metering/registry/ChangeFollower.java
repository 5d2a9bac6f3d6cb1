package eu.bailiwick.metering.registry;

import eu.bailiwick.metering.storage.StorageUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

  /** The revision after which the stream was opened that is read now, or was last. */
  private long openedAfter;

  /** After which to open it next; null for the usual. */
  private @Nullable Long startAfter;

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
        openedAfter = startAfter();
        follow(openedAfter);
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

  /**
   * One revision is asked for again, so that it shows if the registry now tells it otherwise: after
   * it was restored from a backup it may have given the same number anew.
   */
  private long startAfter() {
    Long asked = startAfter;
    return asked == null ? Math.max(0, store.position() - 1) : asked;
  }

  private void follow(long since) throws IOException {
    state.recorded(store.position());
    try (EventStream stream = registry.changes(since, state::heard)) {
      state.heard();
      current = stream;
      startAfter = null;
      for (ServerEvent event = next(stream); event != null; event = next(stream)) {
        switch (event.name()) {
          case "change" -> record(Change.read(event));
          case "bookmark" -> bookmark(event);
          default -> LOG.debugf("%s is told as a change too", event.name());
        }
        if (startAfter != null) {
          return;
        }
      }
    } finally {
      current = null;
    }
  }

  private @Nullable ServerEvent next(EventStream stream) throws IOException {
    return isClosing(Duration.ZERO) ? null : stream.next();
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
    state.recorded(Math.max(state.recorded(), change.revision()));
    isWell();
  }

  private void bookmark(ServerEvent event) throws IOException {
    String id = event.id();
    if (id == null || !id.matches("[0-9]{1,18}")) {
      throw new IOException("a bookmark has the id " + id);
    }
    long revision = Long.parseLong(id);
    state.ofRegistry(revision);
    if (revision >= state.recorded()) {
      isWell();
    } else if (revision < openedAfter) {
      state.changes(
          "the registry has gone back from revision " + state.recorded() + " to " + revision);
      startAfter = revision; // so that it shows what it now says under the numbers in between
    }
  }

  private void isWell() {
    pauses.reset();
    state.changes(null);
  }

  private void compacted(long oldest) {
    try {
      if (store.recordGapBefore(oldest)) {
        LOG.errorf("the registry no longer has the changes before revision %d", oldest);
      }
      startAfter = openedAfter < oldest - 1 ? oldest - 1 : oldest;
    } catch (StorageUnavailableException e) {
      state.changes(e.getMessage());
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
