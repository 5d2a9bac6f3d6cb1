package eu.bailiwick.registry.proposal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of changes that wait for a second person. */
@ConfigMapping(prefix = "bailiwick.proposal")
public interface ProposalSettings {

  /** How long one waits. */
  @WithDefault("P7D")
  Duration validity();
}
