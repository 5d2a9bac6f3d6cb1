package eu.bailiwick.routing.arrival;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long requests may take to come. */
@ConfigMapping(prefix = "bailiwick.arrival")
public interface ArrivalSettings {

  /** From the first byte of a request to the end of its head; then its connection is closed. */
  @WithDefault(Times.HEAD)
  Duration headTimeout();

  /** From the end of the head to the end of the body; then the request is refused. */
  @WithDefault(Times.BODY)
  Duration bodyTimeout();

  /**
   * @throws IllegalStateException if a setting cannot work; names the property
   */
  default void check() {
    positive(Times.HEAD_PROPERTY, headTimeout());
    positive(Times.BODY_PROPERTY, bodyTimeout());
  }

  private static void positive(String name, Duration value) {
    if (value.toMillis() <= 0) {
      throw new IllegalStateException(name + " is " + value + ": more than 0 is needed");
    }
  }
}
