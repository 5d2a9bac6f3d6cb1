package eu.bailiwick.routing.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateLimitHeadersTest {

  private final Caps caps = new Caps("clinique");
  private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

  @Test
  void speakOfTheLimitWithTheLeastLeft() {
    RateLimitHeaders.set(
        headers,
        List.of(
            new Standing(caps.ofTenant(Measure.REQUESTS_PER_MINUTE, 100), 7, 120),
            new Standing(caps.ofTenant(Measure.TOKENS_PER_MINUTE, 1000), 900, 6000),
            new Standing(caps.ofKey("a", Measure.REQUESTS_PER_MINUTE, 10), 9, 6000),
            new Standing(caps.ofKey("a", Measure.TOKENS_PER_MONTH, 5000), 800, 93_603_000)));
    assertThat(headers.entries())
        .containsExactlyInAnyOrderElementsOf(
            Map.of(
                    "x-ratelimit-limit-requests", "100",
                    "x-ratelimit-remaining-requests", "7",
                    "x-ratelimit-reset-requests", "120ms",
                    "x-ratelimit-limit-tokens", "5000",
                    "x-ratelimit-remaining-tokens", "800",
                    "x-ratelimit-reset-tokens", "26h0m3s")
                .entrySet());
  }

  @Test
  void sayNothingOfWhatIsNotLimited() {
    RateLimitHeaders.set(headers, List.of());
    assertThat(headers).isEmpty();
  }

  @Test
  void debtIsNothingLeft() {
    RateLimitHeaders.set(
        headers, List.of(new Standing(caps.ofTenant(Measure.TOKENS_PER_MINUTE, 10), -5, 6000)));
    assertThat(headers.get("x-ratelimit-remaining-tokens")).isEqualTo("0");
  }

  @Test
  void durationsAreThoseOfOpenAi() {
    assertThat(RateLimitHeaders.duration(0)).isEqualTo("0ms");
    assertThat(RateLimitHeaders.duration(6000)).isEqualTo("6s");
    assertThat(RateLimitHeaders.duration(59_001)).isEqualTo("1m0s");
    assertThat(RateLimitHeaders.duration(3_600_000)).isEqualTo("1h0m0s");
  }

  @Test
  void aWaitIsRoundedUpToSeconds() {
    Bound bound = caps.ofTenant(Measure.TOKENS_PER_MINUTE, 10);
    RateLimitHeaders.retry(headers, new Shortage(bound, 0, 1, 1001));
    assertThat(headers.get("retry-after")).isEqualTo("2");
    assertThat(headers.get("retry-after-ms")).isEqualTo("1001");
    assertThat(headers.contains("x-should-retry")).isFalse();
  }

  @Test
  void whatNeverFitsIsNotToBeTriedAgain() {
    Bound bound = caps.ofTenant(Measure.TOKENS_PER_MINUTE, 10);
    RateLimitHeaders.retry(headers, new Shortage(bound, 10, 11, Shortage.NEVER));
    assertThat(headers.get("x-should-retry")).isEqualTo("false");
    assertThat(headers.contains("retry-after")).isFalse();
  }
}
