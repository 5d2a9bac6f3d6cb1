package eu.bailiwick.routing.upstream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whom the router connects to. */
@ConfigMapping(prefix = "bailiwick.upstream")
public interface UpstreamSettings {

  /** Whether endpoints are used whose site records no address ranges: {@code refuse, allow}. */
  @WithDefault("refuse")
  UnrecordedAddresses unrecordedAddresses();
}
