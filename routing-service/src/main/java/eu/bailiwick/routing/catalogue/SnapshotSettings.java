package eu.bailiwick.routing.catalogue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What a router keeps and reads where the registry is away. */
@ConfigMapping(prefix = "bailiwick.snapshot")
interface SnapshotSettings {

  /**
   * Folder of this router alone, in which it keeps the last good snapshot and the revocations
   * since; made if it is not there. Without it nothing is written.
   */
  Optional<Path> directory();

  /**
   * A signed snapshot as the registry serves it, brought by hand; one put in its place is taken.
   */
  Optional<Path> file();

  /** Pause between two looks at whether another file was put in place. */
  @WithDefault("PT1S")
  Duration fileInterval();

  /**
   * @throws IllegalStateException if a setting cannot work; names the property
   */
  default void check() {
    if (!fileInterval().isPositive()) {
      throw new IllegalStateException(
          "bailiwick.snapshot.file-interval is "
              + fileInterval()
              + ": a time above zero is needed");
    }
  }
}
