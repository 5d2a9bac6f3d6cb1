package eu.bailiwick.metering.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

  @Test
  void nullIsAnEmptyCell() {
    assertThat(Csv.line(Arrays.asList("a", null, 5L, true))).isEqualTo("a,,5,true\r\n");
  }

  @Test
  void whatWouldEndACellIsQuoted() {
    assertThat(Csv.line(List.of("a,b", "say \"no\"", "two\nlines")))
        .isEqualTo("\"a,b\",\"say \"\"no\"\"\",\"two\nlines\"\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"})
  void formulaIsGuarded(String text) {
    assertThat(Csv.line(List.of(text))).contains("'" + text);
  }

  @Test
  void numbersAreNotGuarded() {
    assertThat(Csv.line(List.of(-1L))).isEqualTo("-1\r\n");
  }
}
