package eu.bailiwick.routing.limits;

import java.util.Locale;

/** What a limit counts. */
public enum Measure {
  CONCURRENT_REQUESTS(false, Integer.MAX_VALUE),
  REQUESTS_PER_MINUTE(false, Measure.NANOS_PER_MINUTE),
  TOKENS_PER_MINUTE(true, Measure.NANOS_PER_MINUTE),
  TOKENS_PER_MONTH(true, Measure.NANOS_PER_MONTH);

  /** The arithmetic knows nothing faster than one in a nanosecond. */
  private static final long NANOS_PER_MINUTE = 60_000_000_000L;

  private static final long NANOS_PER_MONTH = 28 * 24 * 60 * NANOS_PER_MINUTE;

  private final boolean tokens;
  private final long most;

  Measure(boolean tokens, long most) {
    this.tokens = tokens;
    this.most = most;
  }

  /** Whether it counts tokens, and not requests. */
  public boolean countsTokens() {
    return tokens;
  }

  /** The largest limit that can be kept; a larger one counts as this. */
  long most() {
    return most;
  }

  /** The word for metrics and rows. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The words for people. */
  public String words() {
    return word().replace('_', ' ');
  }
}
