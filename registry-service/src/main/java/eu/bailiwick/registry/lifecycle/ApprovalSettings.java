package eu.bailiwick.registry.lifecycle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of approvals. */
@ConfigMapping(prefix = "bailiwick.approval")
interface ApprovalSettings {

  /** How long after it begins an approval may expire at the latest. */
  @WithDefault("P731D")
  Duration longest();
}
