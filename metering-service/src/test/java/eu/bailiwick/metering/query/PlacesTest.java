package eu.bailiwick.metering.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.query.Places.Place;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlacesTest {

  private final Places places =
      new Places(2, Duration.ofMillis(50), ErrorCode.TOO_MANY_REQUESTS, "Too many at once.");

  @Test
  void whoFindsNoPlaceInTimeIsTurnedAway() {
    try (Place first = places.take();
        Place second = places.take()) {
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(places::take)
          .withMessageContaining("Too many at once.");
      assertThat(first).isNotSameAs(second);
    }
  }

  @Test
  void placeThatIsGivenBackIsTakenAgain() {
    for (int i = 0; i < 5; i++) {
      try (Place first = places.take();
          Place second = places.take()) {
        assertThat(first).isNotSameAs(second);
      }
    }
  }

  @Test
  void whoIsInterruptedIsTurnedAwayAndStaysInterrupted() {
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(ProblemException.class).isThrownBy(places::take);

    assertThat(Thread.interrupted()).isTrue();
  }
}
