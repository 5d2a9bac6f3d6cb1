package eu.bailiwick.registry.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bailiwick.registry.http.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTokenTest {

  @Test
  void comesBackFromItsText() {
    PageToken token = new PageToken(7, "meta/llama-3.1:latest");

    assertThat(PageToken.parse(token.text(), 7)).isEqualTo(token);
    assertThat(token.text()).matches("[A-Za-z0-9_-]+");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "====", "Nzph", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTp4"})
  void otherTextsAreRefused(String text) {
    assertThatThrownBy(() -> PageToken.parse(text, 6)).isInstanceOf(RefusedException.class);
  }
}
