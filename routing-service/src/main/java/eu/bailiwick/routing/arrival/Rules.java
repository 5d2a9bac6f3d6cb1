package eu.bailiwick.routing.arrival;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpServerOptions;
import org.eclipse.microprofile.config.Config;

/**
 * What holds for what arrives.
 *
 * @param times how long it may take
 * @param sizes of lines, heads and chunks; the rest of these options is not looked at
 */
record Rules(Times times, HttpServerOptions sizes) {

  private static final String LIMITS = "quarkus.http.limits.";

  /** As configured; the sizes are those that the server has too. */
  static Rules configured(Config config) {
    HttpServerOptions sizes = new HttpServerOptions();
    config
        .getOptionalValue(LIMITS + "max-initial-line-length", Integer.class)
        .ifPresent(sizes::setMaxInitialLineLength);
    config
        .getOptionalValue(LIMITS + "max-header-size", MemorySize.class)
        .ifPresent(size -> sizes.setMaxHeaderSize(Math.toIntExact(size.asLongValue())));
    config
        .getOptionalValue(LIMITS + "max-chunk-size", MemorySize.class)
        .ifPresent(size -> sizes.setMaxChunkSize(Math.toIntExact(size.asLongValue())));
    return new Rules(Times.configured(config), sizes);
  }
}
