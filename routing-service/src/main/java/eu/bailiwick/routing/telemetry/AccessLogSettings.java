package eu.bailiwick.routing.telemetry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether each request leaves a line in the log. */
@ConfigMapping(prefix = "bailiwick.access-log")
interface AccessLogSettings {

  /** Whether it does, in the category {@code bailiwick.access}. */
  @WithDefault("false")
  boolean enabled();
}
