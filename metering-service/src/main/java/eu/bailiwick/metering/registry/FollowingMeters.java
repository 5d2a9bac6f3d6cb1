package eu.bailiwick.metering.registry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What operators see of following. */
final class FollowingMeters {

  private final MeterRegistry registry;

  FollowingMeters(MeterRegistry registry, FollowingState state) {
    this.registry = registry;
    gauge("following", "1 if this instance is the one that follows", () -> yes(state));
    gauge("recorded.revision", "Highest revision in the system log", state::recorded);
    gauge("lag.revisions", "Revisions that the registry is ahead of the record", state::lag);
    gauge("missing.snapshots", "Snapshots that events name without an archive", state::missing);
    Gauge.builder("bailiwick.registry.silence", () -> seconds(state.silence()))
        .description("Time since the registry was last heard; NaN if this instance does not listen")
        .baseUnit("seconds")
        .register(registry);
    for (Recorded result : Recorded.values()) {
      count(result, 0);
    }
    for (Archived result : Archived.values()) {
      count(result, 0);
    }
  }

  /** What became of a snapshot. */
  enum Archived {
    ARCHIVED,
    KNOWN,
    REFUSED
  }

  void count(Recorded result) {
    count(result, 1);
  }

  void count(Archived result) {
    count(result, 1);
  }

  private void count(Recorded result, int by) {
    registry.counter("bailiwick.registry.changes", "result", tag(result)).increment(by);
  }

  private void count(Archived result, int by) {
    registry.counter("bailiwick.registry.snapshots", "result", tag(result)).increment(by);
  }

  private static String tag(Enum<?> result) {
    return result.name().toLowerCase(Locale.ROOT);
  }

  private void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder("bailiwick.registry." + name, value).description(description).register(registry);
  }

  private static int yes(FollowingState state) {
    return state.isFollowing() ? 1 : 0;
  }

  private static double seconds(@Nullable Duration silence) {
    return silence == null ? Double.NaN : silence.toMillis() / 1000.0;
  }
}
