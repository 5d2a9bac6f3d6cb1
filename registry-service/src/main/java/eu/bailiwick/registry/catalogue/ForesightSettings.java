package eu.bailiwick.registry.catalogue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of looking ahead. */
@ConfigMapping(prefix = "bailiwick.plan")
public interface ForesightSettings {

  /** How far ahead answers are compared, so that facts that begin later count today. */
  @WithDefault("P1826D")
  Duration horizon();
}
