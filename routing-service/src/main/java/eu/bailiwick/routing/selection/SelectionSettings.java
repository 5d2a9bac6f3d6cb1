package eu.bailiwick.routing.selection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the lawful endpoints of a request are chosen from. */
@ConfigMapping(prefix = "bailiwick.selection")
public interface SelectionSettings {

  /** Requests that may wait for an endpoint with a bound of its own; 0 to refuse them at once. */
  @WithDefault("1000")
  int queueLength();

  /** How long a request waits for such an endpoint. */
  @WithDefault("PT10S")
  Duration queueTimeout();

  /** Bytes of a prompt by which prompts that begin alike are sent to one endpoint; 0 for none. */
  @WithDefault("0")
  int prefixBytes();

  /** How many times its share of the attempts under way an endpoint may get because of a prefix. */
  @WithDefault("1.25")
  double mostOfShare();

  /** Share of a request's lawful endpoints that may be left out because of observed failures. */
  @WithDefault("0.5")
  double mostEjected();

  /**
   * @throws IllegalStateException if a setting cannot work; names the property
   */
  default void check() {
    demand(queueLength() >= 0, "queue-length", queueLength(), "0 or more");
    demand(queueTimeout().toMillis() > 0, "queue-timeout", queueTimeout(), "more than 0");
    demand(prefixBytes() >= 0, "prefix-bytes", prefixBytes(), "0 or more");
    demand(mostOfShare() > 1, "most-of-share", mostOfShare(), "more than 1");
    demand(mostEjected() >= 0 && mostEjected() <= 1, "most-ejected", mostEjected(), "0 to 1");
  }

  private static void demand(boolean met, String name, Object value, String needed) {
    if (!met) {
      throw new IllegalStateException(
          "bailiwick.selection." + name + " is " + value + ": " + needed + " is needed");
    }
  }
}
