package eu.bailiwick.metering.replay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How decisions are recomputed in the background. */
@ConfigMapping(prefix = "bailiwick.consistency")
interface ConsistencySettings {

  /** Pause when every log was gone through, and between two tries to become the one that checks. */
  @WithDefault("PT1S")
  Duration interval();
}
