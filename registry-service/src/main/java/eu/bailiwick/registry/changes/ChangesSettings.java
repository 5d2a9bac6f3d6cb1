package eu.bailiwick.registry.changes;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the stream of changes. */
@ConfigMapping(prefix = "bailiwick.changes")
public interface ChangesSettings {

  /** How long superseded history is kept. */
  @WithDefault("P365D")
  Duration keep();

  /** Pause between two looks for news while somebody watches; above zero, at most PT0.1S. */
  @WithDefault("PT0.05S")
  Duration pollInterval();

  /** After how much silence a watcher is told that there is nothing new. */
  @WithDefault("PT5S")
  Duration bookmarkInterval();

  /** How long a watcher may take to accept one event before it is cut. */
  @WithDefault("PT10S")
  Duration sendTimeout();

  /**
   * Checks that they can work.
   *
   * @throws IllegalStateException if one cannot; names the property
   */
  default void check() {
    positive("keep", keep());
    positive("poll-interval", pollInterval());
    positive("bookmark-interval", bookmarkInterval());
    positive("send-timeout", sendTimeout());
    if (pollInterval().toMillis() > 100) {
      throw new IllegalStateException(
          "bailiwick.changes.poll-interval is " + pollInterval() + ": at most PT0.1S is needed");
    }
  }

  private static void positive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalStateException(
          "bailiwick.changes." + name + " is " + value + ": a time above zero is needed");
    }
  }
}
