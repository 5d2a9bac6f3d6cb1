package eu.bailiwick.registry.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bailiwick.registry.http.RefusedException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTokenTest {

  private static final Moment MOMENT = new Moment(7, Instant.parse("2026-11-23T10:00:00.125Z"));
  private static final String QUESTION = "0123456789abcdef";

  private final PageToken token = new PageToken(MOMENT, QUESTION, "meta/llama-3.1:latest");

  @Test
  void comesBackFromItsText() {
    assertThat(PageToken.parse(token.text(), QUESTION, 7)).isEqualTo(token);
    assertThat(token.text()).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void belongsToOneQuestion() {
    assertThatThrownBy(() -> PageToken.parse(token.text(), "f".repeat(16), 7))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("filters");
  }

  @Test
  void doesNotKnowTheFuture() {
    assertThatThrownBy(() -> PageToken.parse(token.text(), QUESTION, 6))
        .isInstanceOf(RefusedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "====", "Nzph", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTp4"})
  void otherTextsAreRefused(String text) {
    assertThatThrownBy(() -> PageToken.parse(text, QUESTION, 7))
        .isInstanceOf(RefusedException.class);
  }
}
