package eu.bailiwick.routing.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PausesTest {

  private final Pauses pauses = new Pauses();

  @Test
  void pausesDoubleWhileEpochsDieYoungAndStayBounded() {
    long[] millis = LongStream.range(0, 10).map(_ -> after(Duration.ofSeconds(1))).toArray();
    assertThat(millis)
        .containsExactly(200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000);
  }

  @Test
  void pauseIsShortAgainAfterAnEpochThatLived() {
    var _ = after(Duration.ofSeconds(1));
    var _ = after(Duration.ofSeconds(1));
    assertThat(after(Duration.ofMinutes(1))).isEqualTo(200);
  }

  private long after(Duration life) {
    return Duration.ofNanos(pauses.after(life.toNanos())).toMillis();
  }
}
