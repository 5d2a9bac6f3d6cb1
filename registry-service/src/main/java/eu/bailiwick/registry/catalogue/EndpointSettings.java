package eu.bailiwick.registry.catalogue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of endpoints that are registered. */
@ConfigMapping(prefix = "bailiwick.endpoints")
public interface EndpointSettings {

  /**
   * Whether base URLs may do without TLS or name loopback and private addresses: for a platform on
   * one machine, never in production.
   */
  @WithDefault("false")
  boolean allowInsecure();
}
