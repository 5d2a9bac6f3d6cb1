package eu.bailiwick.routing.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EstimateTest {

  private final Estimate estimate = new Estimate(500);

  @Test
  void reservesAQuarterOfTheBytesAndWhatTheRequestAllows() {
    assertThat(estimate.tokens(4000, 200L, true)).isEqualTo(1200);
  }

  @Test
  void reservesTheDefaultForARequestThatSetsNoBound() {
    assertThat(estimate.tokens(4000, null, true)).isEqualTo(1500);
  }

  @Test
  void reservesNothingForAnAnswerWithoutTokens() {
    assertThat(estimate.tokens(4000, 200L, false)).isEqualTo(1000);
  }

  @Test
  void anAbsurdBoundOverflowsNothing() {
    assertThat(estimate.tokens(4000, Long.MAX_VALUE, true)).isGreaterThan(1L << 59);
    assertThat(estimate.tokens(3, -7L, true)).isEqualTo(1);
  }
}
