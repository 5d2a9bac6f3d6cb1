package eu.bailiwick.registry.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bailiwick.registry.http.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

  @Test
  void punctuationPartsWords() {
    assertThat(Words.of(" meta/llama-3.1 'Été'\t& llama ").words())
        .containsExactly("meta", "llama", "3", "1", "Été");
  }

  @Test
  void everyWordIsABeginning() {
    assertThat(Words.of("a'b | c:*").query()).isEqualTo("'a':* & 'b':* & 'c':*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "/-&|!'()", "\\"})
  void withoutAWordThereIsNothingToLookFor(String text) {
    assertThatThrownBy(() -> Words.of(text)).isInstanceOf(RefusedException.class);
  }

  @Test
  void theLengthIsBounded() {
    assertThatThrownBy(() -> Words.of("x".repeat(201))).isInstanceOf(RefusedException.class);
  }
}
