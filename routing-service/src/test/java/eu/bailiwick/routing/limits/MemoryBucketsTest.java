package eu.bailiwick.routing.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryBucketsTest extends BucketsContract {

  private final MemoryBuckets buckets = new MemoryBuckets();
  private final Caps caps = new Caps("clinique");
  private final Moment now = Caps.at(Caps.NOVEMBER);

  @Override
  Buckets buckets() {
    return buckets;
  }

  @Test
  void dropsBucketsThatAreFullAgainAndKeepsTheOthers() {
    CallerLimits limits =
        caps.limits(
            caps.ofKey("a", Measure.TOKENS_PER_MINUTE, 60),
            caps.ofTenant(Measure.TOKENS_PER_MONTH, 1000));
    buckets.draw(limits, 60, now);
    buckets.sweep(Caps.after(now, 30_000));
    assertThat(buckets.size()).isEqualTo(2);
    buckets.sweep(Caps.after(now, 60_000));
    assertThat(buckets.size()).isEqualTo(1);
    buckets.sweep(Caps.at("2026-12-01T00:00:00Z"));
    assertThat(buckets.size()).isZero();
  }

  @Test
  void countsOnAfterAnAccountWasDropped() {
    CallerLimits limits = caps.limits(caps.ofTenant(Measure.TOKENS_PER_MINUTE, 60));
    buckets.draw(limits, 60, now);
    Moment later = Caps.after(now, 60_000);
    buckets.sweep(later);
    assertThat(buckets.draw(limits, 60, later).shortage()).isNull();
    assertThat(buckets.draw(limits, 1, later).shortage()).isNotNull();
  }

  @Test
  void followsCountsThatAreKeptElsewhere() {
    Bound bound = caps.ofTenant(Measure.TOKENS_PER_MONTH, 100);
    buckets.follow(caps.tenant(), List.of(new Standing(bound, 30, 0)), now);
    assertThat(buckets.draw(caps.limits(bound), 31, now).shortage()).isNotNull();
    assertThat(buckets.draw(caps.limits(bound), 30, now).shortage()).isNull();
  }
}
