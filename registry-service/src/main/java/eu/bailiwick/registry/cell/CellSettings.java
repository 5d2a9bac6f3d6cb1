package eu.bailiwick.registry.cell;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of cells. */
@ConfigMapping(prefix = "bailiwick.cells")
public interface CellSettings {

  /** After how long without a report a router is shown as silent. */
  @WithDefault("PT30S")
  Duration silentAfter();

  /**
   * Checks that they can work.
   *
   * @throws IllegalStateException if one cannot; names the property
   */
  default void check() {
    if (!silentAfter().isPositive()) {
      throw new IllegalStateException(
          "bailiwick.cells.silent-after is " + silentAfter() + ": a time above zero is needed");
    }
  }
}
