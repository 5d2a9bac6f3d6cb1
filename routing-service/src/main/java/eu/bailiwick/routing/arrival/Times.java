package eu.bailiwick.routing.arrival;

import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * The settings as the server needs them, which starts without injection.
 *
 * @param headMillis from the first byte of a head to its end, in milliseconds
 * @param bodyMillis from the end of the head to the end of the body, in milliseconds
 */
record Times(long headMillis, long bodyMillis) {

  static final String HEAD_PROPERTY = "bailiwick.arrival.head-timeout";
  static final String BODY_PROPERTY = "bailiwick.arrival.body-timeout";
  static final String HEAD = "PT30S";
  static final String BODY = "PT2M";

  /** Whoever reads the body refuses it first, in words, and waits for the client to understand. */
  private static final Duration AFTER_REFUSAL = Duration.ofSeconds(5);

  /** As configured; whether they can work is checked with all other settings. */
  static Times configured(Config config) {
    return new Times(millis(config, HEAD_PROPERTY, HEAD), millis(config, BODY_PROPERTY, BODY));
  }

  private static long millis(Config config, String property, String otherwise) {
    return config
        .getOptionalValue(property, Duration.class)
        .orElseGet(() -> Duration.parse(otherwise))
        .toMillis();
  }

  /** When a connection is closed on which a body still comes although it was refused. */
  long endMillis() {
    return bodyMillis + AFTER_REFUSAL.toMillis();
  }
}
