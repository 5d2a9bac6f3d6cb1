package eu.bailiwick.routing.health;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.routing.selection.Standing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EndpointHealthTest {

  private static final Set<String> KNOWN = Set.of("a", "b");

  private record Fixed() implements HealthSettings {
    @Override
    public Duration probeInterval() {
      return Duration.ofSeconds(5);
    }

    @Override
    public Duration probeTimeout() {
      return Duration.ofSeconds(1);
    }

    @Override
    public int probeFailures() {
      return 2;
    }

    @Override
    public int requestFailures() {
      return 3;
    }

    @Override
    public Duration ejection() {
      return Duration.ofSeconds(10);
    }

    @Override
    public Duration longestEjection() {
      return Duration.ofSeconds(35);
    }
  }

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final EndpointHealth health = new EndpointHealth(new Fixed(), nanos::get, meters);

  @Test
  void failuresInARowEject() {
    fail(2);
    assertThat(health.outFor("a")).isZero();
    assertThat(health.anyOut()).isFalse();

    fail(1);

    assertThat(outForSeconds()).isEqualTo(10);
    assertThat(health.anyOut()).isTrue();
    assertThat(health.outFor("b")).isZero();
    assertThat(meters.get("bailiwick.endpoint.ejections").counter().count()).isEqualTo(1);
    assertThat(meters.get("bailiwick.endpoints.ejected").gauge().value()).isEqualTo(1);
  }

  @Test
  void aSuccessBetweenThemCountsFromTheBeginning() {
    fail(2);
    health.succeeded("a");
    fail(2);

    assertThat(health.outFor("a")).isZero();
  }

  @Test
  void ejectionsEndByThemselves() {
    fail(3);
    pass(Duration.ofSeconds(10));

    assertThat(health.outFor("a")).isZero();
    health.review(KNOWN);
    assertThat(health.anyOut()).isFalse();
  }

  @Test
  void ejectionsGrowUpToTheLongest() {
    for (int seconds : new int[] {10, 20, 35, 35}) {
      fail(3);
      assertThat(outForSeconds()).isEqualTo(seconds);
      pass(Duration.ofSeconds(seconds));
    }
  }

  @Test
  void timeInGoodOrderMakesUpForEjections() {
    fail(3);
    pass(Duration.ofSeconds(10));
    fail(3);
    pass(Duration.ofSeconds(20 + 20));
    fail(3);

    assertThat(outForSeconds()).isEqualTo(10);
  }

  @Test
  void failuresWhileEjectedDoNotProlongIt() {
    fail(3);
    pass(Duration.ofSeconds(4));
    fail(7);

    assertThat(outForSeconds()).isEqualTo(6);
  }

  @Test
  void onlyProbesInARowMakeAnEndpointUnready() {
    health.probed("a", false);
    health.probed("a", true);
    health.probed("a", false);
    assertThat(health.outFor("a")).isZero();

    health.probed("a", false);

    assertThat(health.outFor("a")).isEqualTo(Standing.NOT_READY);
    assertThat(meters.get("bailiwick.endpoints.unready").gauge().value()).isEqualTo(1);
  }

  @Test
  void anEndpointThatBecomesReadyStartsAfresh() {
    fail(3);
    health.probed("a", false);
    health.probed("a", false);
    health.probed("a", true);

    assertThat(health.outFor("a")).isZero();
  }

  @Test
  void aProbeThatGoesWellDoesNotEndAnEjection() {
    fail(3);
    health.probed("a", true);

    assertThat(outForSeconds()).isEqualTo(10);
  }

  @Test
  void whatIsNoLongerInTheCatalogueIsForgotten() {
    fail(3);
    health.review(Set.of("b"));

    assertThat(health.outFor("a")).isZero();
    assertThat(health.anyOut()).isFalse();
  }

  @Test
  void itIsCountedThatAllAreOut() {
    health.overruled("a");

    assertThat(meters.get("bailiwick.endpoint.ejections.overruled").counter().count()).isEqualTo(1);
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      health.failed("a");
    }
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private long outForSeconds() {
    return Duration.ofNanos(health.outFor("a")).toSeconds();
  }
}
