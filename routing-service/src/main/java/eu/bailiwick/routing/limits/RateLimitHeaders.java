package eu.bailiwick.routing.limits;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's headers, which tell a client how its limits stand. They speak of one limit of requests
 * and one of tokens: of several that hold, the one with the least left.
 */
public final class RateLimitHeaders {

  private static final CharSequence RETRY_AFTER_MS = header("retry-after-ms");
  private static final CharSequence SHOULD_RETRY = header("x-should-retry");

  private static final Names REQUESTS = Names.of("requests");
  private static final Names TOKENS = Names.of("tokens");

  /** The three headers of one kind. */
  private record Names(CharSequence limit, CharSequence remaining, CharSequence reset) {

    static Names of(String kind) {
      return new Names(
          header("x-ratelimit-limit-" + kind),
          header("x-ratelimit-remaining-" + kind),
          header("x-ratelimit-reset-" + kind));
    }
  }

  private RateLimitHeaders() {}

  private static CharSequence header(String name) {
    return HttpHeaders.createOptimized(name);
  }

  /** Sets how the limits stand. */
  public static void set(MultiMap headers, List<Standing> standings) {
    set(headers, REQUESTS, tightest(standings, false));
    set(headers, TOKENS, tightest(standings, true));
  }

  /**
   * Sets when to try again: in seconds, rounded up, and in milliseconds; or that it is of no use to
   * try soon, as the official clients otherwise do by themselves.
   */
  public static void retry(MultiMap headers, Shortage shortage) {
    if (!shortage.forGood()) {
      long seconds = Math.ceilDiv(shortage.waitMillis(), 1000L);
      headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, seconds)));
      headers.set(RETRY_AFTER_MS, Long.toString(shortage.waitMillis()));
    }
    if (shortage.forGood() || shortage.bound().slot().measure() == Measure.TOKENS_PER_MONTH) {
      headers.set(SHOULD_RETRY, "false");
    }
  }

  private static void set(MultiMap headers, Names names, @Nullable Standing standing) {
    if (standing != null) {
      headers.set(names.limit(), Long.toString(standing.bound().size()));
      headers.set(names.remaining(), Long.toString(Math.max(0, standing.remaining())));
      headers.set(names.reset(), duration(standing.resetMillis()));
    }
  }

  private static @Nullable Standing tightest(List<Standing> standings, boolean tokens) {
    Standing tightest = null;
    for (int i = 0; i < standings.size(); i++) {
      Standing standing = standings.get(i);
      if (standing.bound().slot().measure().countsTokens() == tokens
          && (tightest == null || standing.remaining() < tightest.remaining())) {
        tightest = standing;
      }
    }
    return tightest;
  }

  /** As OpenAI writes it: {@code 120ms}, {@code 6s}, {@code 1m0s}, {@code 26h0m3s}. */
  public static String duration(long millis) {
    if (millis < 1000) {
      return millis + "ms";
    }
    long seconds = Math.ceilDiv(millis, 1000L);
    StringBuilder text = new StringBuilder();
    if (seconds >= 3600) {
      text.append(seconds / 3600).append('h');
    }
    if (seconds >= 60) {
      text.append(seconds % 3600 / 60).append('m');
    }
    return text.append(seconds % 60).append('s').toString();
  }
}
