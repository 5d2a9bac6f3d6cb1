package eu.bailiwick.metering.export;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much may leave in one export. */
@ConfigMapping(prefix = "bailiwick.exports")
interface ExportSettings {

  /** The longest period of one export. */
  @WithDefault("P366D")
  Duration longest();

  /** The most events in one export. */
  @WithDefault("5000000")
  long mostEvents();
}
