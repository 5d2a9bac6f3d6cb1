package eu.bailiwick.routing.limits;

import static eu.bailiwick.routing.limits.Measure.REQUESTS_PER_MINUTE;
import static eu.bailiwick.routing.limits.Measure.TOKENS_PER_MINUTE;
import static eu.bailiwick.routing.limits.Measure.TOKENS_PER_MONTH;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every place keeps to where counts are kept. */
abstract class BucketsContract {

  private final Caps caps = new Caps("tenant-" + UUID.randomUUID());
  private final Moment now = Caps.at(Caps.NOVEMBER);

  abstract Buckets buckets();

  /** Another router's view of the same counts; the same object if there is only one. */
  Buckets othersView() {
    return buckets();
  }

  @Test
  void drawsUntilNothingIsLeft() {
    CallerLimits limits = caps.limits(caps.ofTenant(TOKENS_PER_MINUTE, 100));
    assertThat(buckets().draw(limits, 60, now).shortage()).isNull();
    Shortage shortage = requireNonNull(buckets().draw(limits, 60, now).shortage());
    assertThat(shortage)
        .isEqualTo(new Shortage(limits.drawn().getFirst(), 40, 60, shortage.waitMillis()));
    assertThat(shortage.waitMillis()).isEqualTo(12_000);
    assertThat(buckets().draw(limits, 40, now).shortage()).isNull();
  }

  @Test
  void takesFromNoBucketIfOneHasNoRoom() {
    Bound requests = caps.ofTenant(REQUESTS_PER_MINUTE, 10);
    Bound tokens = caps.ofKey("a", TOKENS_PER_MINUTE, 100);
    CallerLimits limits = caps.limits(requests, tokens);
    buckets().draw(limits, 90, now);
    Drawing refused = buckets().draw(limits, 20, now);
    assertThat(requireNonNull(refused.shortage()).bound()).isEqualTo(tokens);
    assertThat(refused.standings()).extracting(Standing::remaining).containsExactly(9L, 10L);
  }

  @Test
  void theTenantsRoomIsSharedByItsKeys() {
    Bound tenant = caps.ofTenant(TOKENS_PER_MINUTE, 100);
    CallerLimits one = caps.limits(tenant, caps.ofKey("a", TOKENS_PER_MINUTE, 80));
    CallerLimits other = caps.limits(tenant, caps.ofKey("b", TOKENS_PER_MINUTE, 80));
    buckets().draw(one, 80, now);
    Drawing refused = othersView().draw(other, 30, now);
    assertThat(requireNonNull(refused.shortage()).bound()).isEqualTo(tenant);
    assertThat(othersView().draw(other, 20, now).shortage()).isNull();
  }

  @Test
  void aMinuteFillsSteadily() {
    CallerLimits limits = caps.limits(caps.ofTenant(TOKENS_PER_MINUTE, 60));
    buckets().draw(limits, 60, now);
    assertThat(buckets().draw(limits, 11, Caps.after(now, 10_000)).shortage()).isNotNull();
    Drawing drawing = buckets().draw(limits, 10, Caps.after(now, 10_000));
    assertThat(drawing.shortage()).isNull();
    assertThat(drawing.standings().getFirst().resetMillis()).isEqualTo(60_000);
  }

  @Test
  void aMonthFillsWhenTheNextOneBeginsInUtc() {
    CallerLimits limits = caps.limits(caps.ofTenant(TOKENS_PER_MONTH, 100));
    buckets().draw(limits, 100, now);
    Moment last = Caps.at("2026-11-30T23:59:59Z");
    assertThat(requireNonNull(buckets().draw(limits, 1, last).shortage()).waitMillis())
        .isEqualTo(1000);
    assertThat(buckets().draw(limits, 100, Caps.at("2026-12-01T00:00:00Z")).shortage()).isNull();
  }

  @Test
  void whatIsLargerThanTheLimitNeverFits() {
    CallerLimits limits =
        caps.limits(caps.ofTenant(TOKENS_PER_MINUTE, 100), caps.ofTenant(TOKENS_PER_MONTH, 1000));
    assertThat(requireNonNull(buckets().draw(limits, 101, now).shortage()).forGood()).isTrue();
  }

  @Test
  void givesBackWhatWasNotUsedButNoRequest() {
    CallerLimits limits =
        caps.limits(
            caps.ofTenant(REQUESTS_PER_MINUTE, 10),
            caps.ofTenant(TOKENS_PER_MINUTE, 100),
            caps.ofTenant(TOKENS_PER_MONTH, 100));
    buckets().draw(limits, 80, now);
    buckets().correct(caps.tenant(), limits.drawn(), -70, now, now);
    assertThat(othersView().draw(limits, 0, now).standings())
        .extracting(Standing::remaining)
        .containsExactly(8L, 90L, 90L);
  }

  @Test
  void whatWasUsedBeyondTheReservationIsOwed() {
    CallerLimits limits = caps.limits(caps.ofTenant(TOKENS_PER_MINUTE, 60));
    buckets().draw(limits, 60, now);
    buckets().correct(caps.tenant(), limits.drawn(), 30, now, now);
    assertThat(buckets().draw(limits, 1, Caps.after(now, 30_000)).shortage()).isNotNull();
    assertThat(buckets().draw(limits, 1, Caps.after(now, 31_000)).shortage()).isNull();
  }

  @Test
  void aCorrectionGoesToTheMonthOfItsDraw() {
    CallerLimits limits = caps.limits(caps.ofTenant(TOKENS_PER_MONTH, 100));
    Moment november = Caps.at("2026-11-30T23:59:50Z");
    Moment december = Caps.at("2026-12-01T00:00:10Z");
    buckets().draw(limits, 50, november);
    buckets().draw(limits, 10, december);
    buckets().correct(caps.tenant(), limits.drawn(), -50, november, december);
    assertThat(buckets().draw(limits, 0, december).standings())
        .extracting(Standing::remaining)
        .containsExactly(90L);
  }

  @Test
  void anotherLimitKeepsWhatWasUsed() {
    buckets().draw(caps.limits(caps.ofTenant(TOKENS_PER_MONTH, 100)), 70, now);
    CallerLimits raised = caps.limits(caps.ofTenant(TOKENS_PER_MONTH, 200, 2));
    assertThat(buckets().draw(raised, 131, now).shortage()).isNotNull();
    assertThat(buckets().draw(raised, 30, now).standings().getFirst().remaining()).isEqualTo(100);
    CallerLimits lowered = caps.limits(caps.ofTenant(TOKENS_PER_MONTH, 90, 3));
    assertThat(requireNonNull(buckets().draw(lowered, 1, now).shortage()).remaining())
        .isEqualTo(-10);
  }

  @Test
  void aRouterWithAnEarlierSnapshotDoesNotBringItsLimitBack() {
    buckets().draw(caps.limits(caps.ofTenant(TOKENS_PER_MONTH, 200, 2)), 150, now);
    CallerLimits earlier = caps.limits(caps.ofTenant(TOKENS_PER_MONTH, 100, 1));
    assertThat(othersView().draw(earlier, 50, now).shortage()).isNull();
    assertThat(othersView().draw(earlier, 1, now).shortage()).isNotNull();
  }

  @Test
  void parallelRequestsNeverGetMoreThanThereIs() throws Exception {
    Bound tenant = caps.ofTenant(TOKENS_PER_MONTH, 1000);
    List<Callable<Long>> callers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Buckets view = i % 2 == 0 ? buckets() : othersView();
      CallerLimits limits = caps.limits(tenant, caps.ofKey("k" + i, TOKENS_PER_MONTH, 400));
      callers.add(() -> drawAll(view, limits, 40, 7));
    }
    long drawn = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Long> caller : threads.invokeAll(callers)) {
        drawn += caller.get();
      }
    }
    assertThat(drawn).isEqualTo(1000 / 7 * 7);
  }

  private long drawAll(Buckets view, CallerLimits limits, int times, long tokens) {
    long drawn = 0;
    for (int i = 0; i < times; i++) {
      drawn += view.draw(limits, tokens, now).shortage() == null ? tokens : 0;
    }
    return drawn;
  }
}
