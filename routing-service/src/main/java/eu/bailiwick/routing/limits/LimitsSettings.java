package eu.bailiwick.routing.limits;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How limits are counted; what they are is the catalogue's. */
@ConfigMapping(prefix = "bailiwick.limits")
interface LimitsSettings {

  /** A router that waits for its database, or for a collection, is not to lose its places. */
  Duration SHORTEST_LEASE = Duration.ofSeconds(3);

  /** Where counts are kept. */
  enum Store {
    /** In each router, for itself. */
    MEMORY,
    /** In a database that the routers share. */
    POSTGRESQL
  }

  @WithDefault("memory")
  Store store();

  /** Tokens that are reserved for the answer to a request that sets no bound itself. */
  @WithDefault("1024")
  long defaultAnswerTokens();

  /** How long a request waits for the shared store before this router counts alone. */
  @WithDefault("PT0.1S")
  Duration storeTimeout();

  /** How long the shared store is left alone after it failed. */
  @WithDefault("PT5S")
  Duration storePause();

  /**
   * How long what a router says in the shared store of its requests under way holds, unless it says
   * so again: one that was killed gives its places back after this time.
   */
  @WithDefault("PT30S")
  Duration storeLease();

  /** The database; needed if it is the store. */
  Database postgresql();

  /** Where the shared counts are. */
  interface Database {

    /** JDBC URL. */
    Optional<String> url();

    Optional<String> username();

    Optional<String> password();

    /** Connections of this router. */
    @WithDefault("8")
    int connections();
  }

  /**
   * @throws IllegalStateException if a setting cannot work; names the property
   */
  default void check() {
    positive("default-answer-tokens", defaultAnswerTokens());
    positive("store-timeout", storeTimeout().toMillis());
    positive("store-pause", storePause().toMillis());
    atLeast("store-lease", storeLease(), SHORTEST_LEASE);
    atLeast("store-lease", storeLease(), storePause().multipliedBy(2));
    positive("postgresql.connections", postgresql().connections());
    if (store() == Store.POSTGRESQL && postgresql().url().isEmpty()) {
      throw new IllegalStateException(
          "bailiwick.limits.store is postgresql, so bailiwick.limits.postgresql.url is needed");
    }
  }

  private static void atLeast(String name, Duration value, Duration least) {
    if (value.compareTo(least) < 0) {
      throw new IllegalStateException(
          "bailiwick.limits." + name + " is " + value + ": at least " + least + " is needed");
    }
  }

  private static void positive(String name, long value) {
    if (value <= 0) {
      throw new IllegalStateException(
          "bailiwick.limits." + name + " is " + value + ": a value above zero is needed");
    }
  }
}
