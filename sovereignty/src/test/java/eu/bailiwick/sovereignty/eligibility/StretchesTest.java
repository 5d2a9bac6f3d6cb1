package eu.bailiwick.sovereignty.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StretchesTest {

  @Test
  void stretchesThatTouchAreOne() {
    Stretches stretches = of(0, 10);
    stretches.add(at(20), at(30));
    assertThat(stretches.cover(of(5, 25), Instant.MIN)).isFalse();
    stretches.add(at(10), at(20));
    assertThat(stretches.cover(of(0, 30), Instant.MIN)).isTrue();
    assertThat(stretches.cover(of(5, 25), Instant.MIN)).isTrue();
  }

  @Test
  void nothingBeyondTheEdgesIsCovered() {
    Stretches stretches = of(10, 20);
    assertThat(stretches.cover(of(10, 20), Instant.MIN)).isTrue();
    assertThat(stretches.cover(of(9, 20), Instant.MIN)).isFalse();
    assertThat(stretches.cover(of(10, 21), Instant.MIN)).isFalse();
    assertThat(stretches.cover(of(20, 21), Instant.MIN)).isFalse();
  }

  @Test
  void neverIsCoveredByEverythingAndCoversNothing() {
    assertThat(Stretches.NEVER.cover(Stretches.NEVER, Instant.MIN)).isTrue();
    assertThat(of(0, 1).cover(Stretches.NEVER, Instant.MIN)).isTrue();
    assertThat(Stretches.NEVER.cover(of(0, 1), Instant.MIN)).isFalse();
  }

  @Test
  void whatLiesBeforeDoesNotCount() {
    assertThat(of(10, 20).cover(of(5, 20), Instant.ofEpochSecond(10))).isTrue();
    assertThat(of(10, 20).cover(of(5, 20), Instant.ofEpochSecond(9))).isFalse();
    assertThat(Stretches.NEVER.cover(of(0, 10), Instant.ofEpochSecond(10))).isTrue();
    assertThat(Stretches.NEVER.cover(of(0, 11), Instant.ofEpochSecond(10))).isFalse();
  }

  private static Stretches of(long from, long until) {
    return Stretches.of(at(from), at(until));
  }

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }
}
