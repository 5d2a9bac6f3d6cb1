package eu.bailiwick.registry.imports;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of imports. */
@ConfigMapping(prefix = "bailiwick.imports")
public interface ImportSettings {

  /**
   * Hosts from which documents may be fetched, as {@code host} (port 443) or {@code host:port};
   * none by default. An address that is not public, such as 10.0.0.1, must stand here itself.
   */
  Optional<List<String>> allowedHosts();

  /** How long one document may take from first to last byte. */
  @WithDefault("PT10S")
  Duration timeout();
}
