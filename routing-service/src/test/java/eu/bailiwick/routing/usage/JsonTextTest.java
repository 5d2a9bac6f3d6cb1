package eu.bailiwick.routing.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

  private final JsonText text = new JsonText();

  @ParameterizedTest
  @ValueSource(
      longs = {0, 7, 9, 10, 99, 100, 1_000_000_007, Long.MAX_VALUE, -1, -10, Long.MIN_VALUE})
  void numbersAreWrittenAsJavaDoes(long value) {
    assertThat(said(text.clear().number(value))).isEqualTo(Long.toString(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-23T10:00:00Z",
        "2026-11-23T10:00:00.120Z",
        "2026-11-23T10:00:00.000007Z",
        "2026-11-23T10:00:00.120000001Z"
      })
  void instantsAreWrittenAsJavaDoes(String instant) {
    assertThat(said(text.clear().instant(Instant.parse(instant)))).isEqualTo('"' + instant + '"');
  }

  @Test
  void growsWithWhatIsAppended() {
    text.clear();
    for (int i = 0; i < 5_000; i++) {
      text.number(12_345L);
    }
    assertThat(said(text)).isEqualTo("12345".repeat(5_000));
  }

  private static String said(JsonText text) {
    return new String(text.toBytes(), StandardCharsets.US_ASCII);
  }
}
