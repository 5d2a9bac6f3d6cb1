package eu.bailiwick.registry.idempotency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of answers that are kept. */
@ConfigMapping(prefix = "bailiwick.idempotency")
public interface IdempotencySettings {

  /** For how long the answer to a request is kept under its key. */
  @WithDefault("PT24H")
  Duration retention();
}
