package eu.bailiwick.metering.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NumbersTest {

  private static final Instant THEN = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant NOW = THEN.plusSeconds(60);

  private final Numbers fresh = new Numbers(Numbers.NONE, List.of());

  @Test
  void numbersInOrderLeaveNoHole() {
    for (long number = 0; number < 5; number++) {
      assertThat(fresh.arrive(number, NOW)).isEmpty();
    }

    assertThat(fresh.highest()).isEqualTo(4);
    assertThat(fresh.added()).isEmpty();
  }

  @Test
  void aJumpLeavesAHole() {
    fresh.arrive(0, NOW);
    fresh.arrive(4, NOW);

    assertThat(fresh.added()).isEqualTo(Set.of(new Hole(1, 3, NOW, false)));
  }

  @Test
  void anEpochThatIsFirstHeardInTheMiddleLacksItsBeginning() {
    fresh.arrive(Long.MAX_VALUE, NOW);

    assertThat(fresh.added()).isEqualTo(Set.of(new Hole(0, Long.MAX_VALUE - 1, NOW, false)));
  }

  @Test
  void aClaimBeyondTheHighestLeavesAHole() {
    fresh.arrive(0, NOW);
    fresh.claim(0, NOW);
    fresh.claim(2, NOW);
    fresh.claimGivenUp(3, NOW);

    assertThat(fresh.added())
        .isEqualTo(Set.of(new Hole(1, 2, NOW, false), new Hole(3, 3, NOW, true)));
  }

  @Test
  void aLateNumberDividesItsHole() {
    Hole hole = new Hole(1, 5, THEN, false);
    Numbers numbers = new Numbers(9, List.of(hole));

    assertThat(numbers.arrive(3, NOW)).contains(hole);
    assertThat(numbers.arrive(5, NOW)).contains(new Hole(4, 5, THEN, false));

    assertThat(numbers.removed()).isEqualTo(Set.of(hole));
    assertThat(numbers.added())
        .isEqualTo(Set.of(new Hole(1, 2, THEN, false), new Hole(4, 4, THEN, false)));
  }

  @Test
  void aHoleThatIsFilledInTheSameBatchIsNeverSeen() {
    fresh.arrive(0, NOW);
    fresh.arrive(2, NOW);

    assertThat(fresh.arrive(1, NOW)).contains(new Hole(1, 1, NOW, false));
    assertThat(fresh.added()).isEmpty();
    assertThat(fresh.removed()).isEmpty();
  }
}
