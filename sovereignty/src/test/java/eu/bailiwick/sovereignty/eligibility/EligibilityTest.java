package eu.bailiwick.sovereignty.eligibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import eu.bailiwick.sovereignty.decision.Reason;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EligibilityTest {

  private final Eligibility permitted =
      Eligibility.of("health", List.of(List.of("c", "a"), List.of(), List.of("b")), 3);

  @Test
  void everyEndpointHasItsIndex() {
    assertThat(IntStream.range(0, 3).mapToObj(permitted::get))
        .containsExactlyInAnyOrder("a", "b", "c");
    assertThat(permitted.size()).isEqualTo(3);
    assertThat(permitted.sorted()).containsExactly("a", "b", "c");
    assertThat(permitted.permitted()).isTrue();
    assertThat(permitted.reason()).isEqualTo(Reason.PERMITTED);
    assertThat(permitted.dataClass()).isEqualTo("health");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 3, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void otherIndexesAreRefused(int index) {
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> permitted.get(index))
        .withMessage("index " + index + " of 3");
  }

  @Test
  void withoutAnEndpointItIsADenial() {
    Eligibility none = Eligibility.of("health", List.of(), 0);
    assertThat(none.reason()).isEqualTo(Reason.NO_LAWFUL_ENDPOINT);
    assertThat(none.permitted()).isFalse();
    assertThat(none.sorted()).isEmpty();
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> none.get(0));
  }

  @Test
  void endpointsCanBeTakenAwayButNotAdded() {
    Eligibility less = permitted.without(endpoint -> endpoint.equals("a"));

    assertThat(less.sorted()).containsExactly("b", "c");
    assertThat(less.size()).isEqualTo(2);
    assertThat(less.contains("a")).isFalse();
    assertThat(less.contains("b")).isTrue();
    assertThat(less.dataClass()).isEqualTo("health");
    assertThat(permitted.without(endpoint -> false)).isSameAs(permitted);
    assertThat(permitted.without(endpoint -> true).reason()).isEqualTo(Reason.NO_LAWFUL_ENDPOINT);
  }
}
