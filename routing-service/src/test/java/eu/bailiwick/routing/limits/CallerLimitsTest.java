package eu.bailiwick.routing.limits;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.sovereignty.catalogue.ApiKey;
import eu.bailiwick.sovereignty.catalogue.Application;
import eu.bailiwick.sovereignty.catalogue.Limits;
import eu.bailiwick.sovereignty.catalogue.Priority;
import eu.bailiwick.sovereignty.catalogue.Tenant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallerLimitsTest {

  private static final String HASH = "sha256:" + "0".repeat(64);

  @Test
  void holdOnEveryLevelTheTenantsFirst() {
    CallerLimits limits =
        Objects.requireNonNull(
            of(
                new Limits(3, 60L, null, null),
                new Limits(null, null, 1000L, null),
                new Limits(2, null, null, 5000L)));
    assertThat(limits.tenant()).isEqualTo("clinique");
    assertThat(limits.concurrent())
        .containsExactly(
            bound(Level.TENANT, "clinique", Measure.CONCURRENT_REQUESTS, 3),
            bound(Level.KEY, "triage-key", Measure.CONCURRENT_REQUESTS, 2));
    assertThat(limits.drawn())
        .containsExactly(
            bound(Level.TENANT, "clinique", Measure.REQUESTS_PER_MINUTE, 60),
            bound(Level.APPLICATION, "triage", Measure.TOKENS_PER_MINUTE, 1000),
            bound(Level.KEY, "triage-key", Measure.TOKENS_PER_MONTH, 5000));
  }

  @Test
  void areNullWithoutAnyLimit() {
    assertThat(of(Limits.NONE, Limits.NONE, Limits.NONE)).isNull();
  }

  @Test
  void aLimitBeyondMeasureCountsAsTheLargestThatCanBeKept() {
    CallerLimits limits =
        Objects.requireNonNull(
            of(new Limits(null, Long.MAX_VALUE, null, Long.MAX_VALUE), Limits.NONE, Limits.NONE));
    Moment now = Caps.at(Caps.NOVEMBER);
    assertThat(new MemoryBuckets().draw(limits, 1000, now).shortage()).isNull();
  }

  private static Bound bound(Level level, String id, Measure measure, long size) {
    return new Bound(new Slot(level, id, measure), size, 7);
  }

  private static @Nullable CallerLimits of(Limits tenant, Limits application, Limits key) {
    return CallerLimits.of(
        new Tenant("clinique", "Clinique", Tenant.Audit.STRICT, tenant),
        new Application("triage", "clinique", "Triage", "health", application, Priority.STANDARD),
        new ApiKey("triage-key", "triage", HASH, ApiKey.Status.ACTIVE, null, key),
        7);
  }
}
