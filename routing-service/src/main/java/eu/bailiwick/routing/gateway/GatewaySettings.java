package eu.bailiwick.routing.gateway;

import eu.bailiwick.routing.upstream.UpstreamTimeouts;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of the gateway. */
@ConfigMapping(prefix = "bailiwick.gateway")
interface GatewaySettings {

  /** Largest body of a request; it is held in memory until it is sent. */
  @WithDefault("16M")
  MemorySize maxBodySize();

  /** How long is waited for a connection to an endpoint. */
  @WithDefault("PT2S")
  Duration connectTimeout();

  /** How long is waited for an answer to begin that does not come as a stream. */
  @WithDefault("PT10M")
  Duration responseTimeout();

  /** How long is waited for the first piece of a stream. */
  @WithDefault("PT2M")
  Duration firstTokenTimeout();

  /** How long is waited for the next piece of an answer. */
  @WithDefault("PT2M")
  Duration stallTimeout();

  /** How long an attempt may take from beginning to end. */
  @WithDefault("PT1H")
  Duration totalTimeout();

  /** Connections to one endpoint. */
  @WithDefault("4096")
  int maxConnections();

  /** Decisions that can be explained afterwards. */
  @WithDefault("10000")
  int rememberedDecisions();

  /**
   * @throws IllegalStateException if a setting cannot work; names the property
   */
  default void check() {
    positive("max-body-size", maxBodySize().asLongValue());
    positive("connect-timeout", connectTimeout().toMillis());
    positive("response-timeout", responseTimeout().toMillis());
    positive("first-token-timeout", firstTokenTimeout().toMillis());
    positive("stall-timeout", stallTimeout().toMillis());
    positive("total-timeout", totalTimeout().toMillis());
    positive("max-connections", maxConnections());
    positive("remembered-decisions", rememberedDecisions());
    if (maxBodySize().asLongValue() > 1 << 30) {
      throw new IllegalStateException(
          "bailiwick.gateway.max-body-size is " + maxBodySize().asLongValue() + ": at most 1G");
    }
  }

  default UpstreamTimeouts timeouts() {
    return new UpstreamTimeouts(
        connectTimeout(), responseTimeout(), firstTokenTimeout(), stallTimeout(), totalTimeout());
  }

  private static void positive(String name, long value) {
    if (value <= 0) {
      throw new IllegalStateException(
          "bailiwick.gateway." + name + " is " + value + ": a value above zero is needed");
    }
  }
}
