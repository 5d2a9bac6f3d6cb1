package eu.bailiwick.routing.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptPrefixTest {

  private static final String SYSTEM = "[{\"role\":\"system\",\"content\":\"You are helpful.\"}";

  @Test
  void promptsThatBeginAlikeHaveTheSameHash() {
    long one = hash("{\"model\":\"m\",\"messages\":" + SYSTEM + ",{\"content\":\"a\"}]}");
    long other =
        hash("{ \"stream\":true, \"messages\" : " + SYSTEM + ",{\"content\":\"b\"}],\"n\":1}");

    assertThat(one).isEqualTo(other).isNotZero();
  }

  @Test
  void promptsThatBeginOtherwiseHaveAnother() {
    assertThat(hash("{\"prompt\":\"" + "a".repeat(64) + "\"}"))
        .isNotEqualTo(hash("{\"prompt\":\"" + "b".repeat(64) + "\"}"));
  }

  @Test
  void onlyAMemberOfTheBodyItselfIsThePrompt() {
    String tools = "{\"tools\":[{\"messages\":\"" + "x".repeat(64) + "\"}],\"user\":\"messages\",";

    assertThat(hash(tools + "\"messages\":" + SYSTEM + "]}"))
        .isEqualTo(hash("{\"messages\":" + SYSTEM + "]}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"messages\":[]}", "{}", "{\"a\":\"\\\"messages\\\":\"}", "{\"messages"})
  void whatIsTooShortHasNone(String body) {
    assertThat(hash(body)).isZero();
  }

  private static long hash(String body) {
    return PromptPrefix.hash(Buffer.buffer(body), 48);
  }
}
