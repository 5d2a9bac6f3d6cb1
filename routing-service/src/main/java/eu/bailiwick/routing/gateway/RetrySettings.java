package eu.bailiwick.routing.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How often a request is tried again before a byte of an answer went to its caller. */
@ConfigMapping(prefix = "bailiwick.retries")
interface RetrySettings {

  /** Attempts for one request, the first included. */
  @WithDefault("3")
  int maxAttempts();

  /** Share of the requests for which there may be one more attempt. */
  @WithDefault("20")
  int percent();

  /** More attempts that are granted each second whatever the number of requests. */
  @WithDefault("10")
  int perSecond();

  /**
   * Whether what an upstream may have worked on is sent once more elsewhere: after a new connection
   * that was closed without an answer, an answer that is too late, 502 and 504.
   */
  @WithDefault("false")
  boolean unanswered();

  /**
   * @throws IllegalStateException if a setting cannot work; names the property
   */
  default void check() {
    demand(maxAttempts() > 0, "max-attempts", maxAttempts(), "1 or more");
    demand(percent() >= 0 && percent() <= 100, "percent", percent(), "0 to 100");
    demand(perSecond() >= 0, "per-second", perSecond(), "0 or more");
  }

  private static void demand(boolean met, String name, int value, String needed) {
    if (!met) {
      throw new IllegalStateException(
          "bailiwick.retries." + name + " is " + value + ": " + needed + " is needed");
    }
  }
}
