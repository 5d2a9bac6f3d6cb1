package eu.bailiwick.routing.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimiterTest {

  private final Caps caps = new Caps("clinique");
  private final CallerLimits limits =
      caps.limits(
          caps.ofTenant(Measure.CONCURRENT_REQUESTS, 2),
          caps.ofTenant(Measure.TOKENS_PER_MONTH, 1000));
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Limiter limiter = limiter();

  private Limiter limiter() {
    Calendar calendar = new Calendar(Clock.fixed(Instant.parse(Caps.NOVEMBER), ZoneOffset.UTC));
    return new Limiter(
        new OwnCounting(new MemoryBuckets(), calendar), calendar, new LimitsMetrics(registry));
  }

  @Test
  void whatIsSettledCountsAndNotWhatWasReserved() {
    admitted(600).settle(100);
    assertThat(left()).isEqualTo(900);
  }

  @Test
  void whatNobodyCountedStaysCharged() {
    admitted(600).keep();
    assertThat(left()).isEqualTo(400);
  }

  @Test
  void whatFailedIsGivenBack() {
    admitted(600).giveBack();
    assertThat(left()).isEqualTo(1000);
  }

  @Test
  void aReservationIsClosedOnce() {
    Reservation reservation = admitted(600);
    reservation.settle(100);
    reservation.giveBack();
    assertThat(left()).isEqualTo(900);
  }

  @Test
  void aRequestUnderWayTakesItsPlaceUntilItIsOver() {
    Reservation first = admitted(1);
    admitted(1);
    Refusal refusal = refused(1);
    assertThat(refusal.shortage().bound().slot().measure()).isEqualTo(Measure.CONCURRENT_REQUESTS);
    first.keep();
    admitted(1);
  }

  @Test
  void oneThatCannotBeCountedTakesNoPlace() {
    Calendar calendar = new Calendar(Clock.fixed(Instant.parse(Caps.NOVEMBER), ZoneOffset.UTC));
    Limiter broken =
        new Limiter(
            (asked, tokens, now) -> Future.failedFuture("broken"),
            calendar,
            new LimitsMetrics(registry));

    for (int i = 0; i < 5; i++) {
      assertThat(broken.admit(limits, 1).cause()).hasMessage("broken");
    }
  }

  @Test
  void whatIsThrownIsAnAnswerLikeAnyOther() {
    Calendar calendar = new Calendar(Clock.fixed(Instant.parse(Caps.NOVEMBER), ZoneOffset.UTC));
    Limiter broken =
        new Limiter(
            (asked, tokens, now) -> {
              throw new IllegalStateException("broken");
            },
            calendar,
            new LimitsMetrics(registry));

    for (int i = 0; i < 5; i++) {
      assertThat(broken.admit(limits, 1).cause()).hasMessage("broken");
    }
  }

  @Test
  void oneThatIsRefusedTakesNoPlace() {
    refused(1001);
    refused(1001);
    admitted(1);
    admitted(1);
  }

  @Test
  void refusalsAreCountedByLevelAndLimit() {
    refused(1001);
    assertThat(
            registry
                .counter("bailiwick.limits.refused", "level", "tenant", "limit", "tokens_per_month")
                .count())
        .isEqualTo(1);
  }

  @Test
  void manyRequestsUnderWayNeverHoldMoreThanTheLimit() {
    CallerLimits tokens = caps.limits(caps.ofTenant(Measure.TOKENS_PER_MINUTE, 1000));
    List<Reservation> under = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      if (limiter.admit(tokens, 90).result() instanceof Reservation reservation) {
        under.add(reservation);
      }
    }
    assertThat(under).hasSize(11);
    under.forEach(reservation -> reservation.settle(10));
    assertThat(limiter.admit(tokens, 1000 - 11 * 10).result()).isInstanceOf(Reservation.class);
  }

  private Reservation admitted(long tokens) {
    return (Reservation) limiter.admit(limits, tokens).result();
  }

  private Refusal refused(long tokens) {
    return (Refusal) limiter.admit(limits, tokens).result();
  }

  private long left() {
    Reservation probe = admitted(0);
    probe.keep();
    return probe.standings().getFirst().remaining();
  }
}
