package eu.bailiwick.sovereignty.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FactTest {

  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2027-01-01T00:00:00Z");

  @Test
  void validityIncludesItsBeginningAndNotItsEnd() {
    Fact<String> fact = fact(Grade.DECLARED, FROM, TO);

    assertThat(fact.countsAt(FROM.minusNanos(1), Grade.DECLARED)).isFalse();
    assertThat(fact.countsAt(FROM, Grade.DECLARED)).isTrue();
    assertThat(fact.countsAt(TO.minusNanos(1), Grade.DECLARED)).isTrue();
    assertThat(fact.countsAt(TO, Grade.DECLARED)).isFalse();
  }

  @Test
  void validityWithoutEndsIsAlways() {
    Fact<String> fact = fact(Grade.DECLARED, null, null);

    assertThat(fact.countsAt(Instant.MIN, Grade.DECLARED)).isTrue();
    assertThat(fact.countsAt(Instant.MAX, Grade.DECLARED)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void countsFromItsGradeDownwards(Grade needed) {
    assertThat(fact(Grade.SIGNED, null, null).countsAt(FROM, needed))
        .isEqualTo(EnumSet.range(Grade.UNKNOWN, Grade.SIGNED).contains(needed));
  }

  @ParameterizedTest
  @EnumSource
  void gradeUnknownNeverCounts(Grade needed) {
    assertThat(fact(Grade.UNKNOWN, null, null).countsAt(FROM, needed)).isFalse();
  }

  @Test
  void refusesAnEmptyPeriodAndABlankSource() {
    assertThatIllegalArgumentException().isThrownBy(() -> fact(Grade.DECLARED, FROM, FROM));
    assertThatIllegalArgumentException().isThrownBy(() -> fact(Grade.DECLARED, TO, FROM));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Fact<>("so", Grade.DECLARED, " ", null, null))
        .withMessage("source is empty");
  }

  private static Fact<String> fact(Grade grade, @Nullable Instant from, @Nullable Instant to) {
    return new Fact<>("so", grade, "test", from, to);
  }
}
