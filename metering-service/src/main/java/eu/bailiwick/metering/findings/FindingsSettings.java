package eu.bailiwick.metering.findings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When something that is missing becomes a finding. */
@ConfigMapping(prefix = "bailiwick.findings")
public interface FindingsSettings {

  /** How often to look. */
  @WithDefault("PT2S")
  Duration interval();

  /**
   * How long after the last sign of an epoch that was succeeded, given up, or owes a heartbeat its
   * open attempts may still be told to have ended.
   */
  @WithDefault("PT30S")
  Duration settling();
}
