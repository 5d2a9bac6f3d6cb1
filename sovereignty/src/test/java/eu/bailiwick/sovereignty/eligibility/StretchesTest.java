package eu.bailiwick.sovereignty.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StretchesTest {

  @Test
  void stretchesThatTouchAreOne() {
    Stretches stretches = of(0, 10);
    stretches.add(at(20), at(30));
    assertThat(stretches.cover(of(5, 25))).isFalse();
    stretches.add(at(10), at(20));
    assertThat(stretches.cover(of(0, 30))).isTrue();
    assertThat(stretches.cover(of(5, 25))).isTrue();
  }

  @Test
  void nothingBeyondTheEdgesIsCovered() {
    Stretches stretches = of(10, 20);
    assertThat(stretches.cover(of(10, 20))).isTrue();
    assertThat(stretches.cover(of(9, 20))).isFalse();
    assertThat(stretches.cover(of(10, 21))).isFalse();
    assertThat(stretches.cover(of(20, 21))).isFalse();
  }

  @Test
  void neverIsCoveredByEverythingAndCoversNothing() {
    assertThat(Stretches.NEVER.cover(Stretches.NEVER)).isTrue();
    assertThat(of(0, 1).cover(Stretches.NEVER)).isTrue();
    assertThat(Stretches.NEVER.cover(of(0, 1))).isFalse();
  }

  private static Stretches of(long from, long until) {
    return Stretches.of(at(from), at(until));
  }

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }
}
