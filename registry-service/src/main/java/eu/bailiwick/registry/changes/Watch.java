package eu.bailiwick.registry.changes;

import eu.bailiwick.registry.http.RefusedException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Tells one watcher each change once and in order. It waits until an event is taken before it
 * fetches more, so a slow watcher costs one event of memory, and is cut when it takes none for too
 * long. Revocations stand right after the change that made them; whoever comes back with the
 * revision of a change gets its revocations again, for the connection may have broken between.
 */
final class Watch {

  private static final Logger LOG = Logger.getLogger(Watch.class);

  private final ChangeFeed feed;
  private final ChangesSettings settings;
  private final Clock clock;
  private final View view;
  private final Instant until;

  /**
   * @param until when it ends: the end of the token's validity
   */
  Watch(ChangeFeed feed, ChangesSettings settings, Clock clock, View view, Instant until) {
    this.feed = feed;
    this.settings = settings;
    this.clock = clock;
    this.view = view;
    this.until = until;
  }

  /** What became of it; in lower case the tag of the metric. */
  enum Ending {
    LEFT,
    SLOW,
    EXPIRED,
    COMPACTED,
    CLOSED
  }

  /**
   * Runs until the watcher leaves or has to.
   *
   * @param since the last revision that the watcher knows
   * @throws RefusedException if changes after it are compacted; nothing was sent then
   */
  Ending run(long since, Watcher watcher) throws InterruptedException {
    feed.join();
    try {
      List<Told> first = feed.stored(since);
      List<String> revoked = feed.revocationsOf(since);
      Ending ending = tell(since, revoked, first, watcher);
      if (ending == Ending.SLOW) {
        watcher.cut();
      } else {
        watcher.end();
      }
      return ending;
    } finally {
      feed.leave();
    }
  }

  private Ending tell(long since, List<String> revoked, List<Told> first, Watcher watcher)
      throws InterruptedException {
    long position = since;
    List<Told> news = first;
    try {
      revocations(position, revoked, watcher);
      while (!watcher.isGone() && !feed.isClosed()) {
        if (!clock.instant().isBefore(until)) {
          return Ending.EXPIRED;
        }
        for (Told told : news) {
          tell(told, watcher);
          position = told.revision();
        }
        if (news.isEmpty() || view == View.REVOCATIONS) {
          send(new Watcher.Event("bookmark", position, "{\"revision\":" + position + "}"), watcher);
        }
        news = feed.next(position, settings.bookmarkInterval());
      }
      return feed.isClosed() ? Ending.CLOSED : Ending.LEFT;
    } catch (RefusedException e) {
      return Ending.COMPACTED;
    } catch (TimeoutException e) {
      LOG.infof("a watcher took no event for %s and is cut", settings.sendTimeout());
      return Ending.SLOW;
    } catch (ExecutionException e) {
      return Ending.LEFT;
    }
  }

  private void tell(Told told, Watcher watcher)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (view == View.CHANGES) {
      send(new Watcher.Event("change", told.revision(), told.change()), watcher);
    }
    revocations(told.revision(), told.revocations(), watcher);
  }

  private void revocations(long revision, List<String> signed, Watcher watcher)
      throws InterruptedException, ExecutionException, TimeoutException {
    for (String jws : signed) {
      send(new Watcher.Event("revocation", revision, jws), watcher);
    }
  }

  private void send(Watcher.Event event, Watcher watcher)
      throws InterruptedException, ExecutionException, TimeoutException {
    watcher
        .send(event)
        .toCompletableFuture()
        .get(settings.sendTimeout().toMillis(), TimeUnit.MILLISECONDS);
  }
}
