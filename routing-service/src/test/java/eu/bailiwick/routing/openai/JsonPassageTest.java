package eu.bailiwick.routing.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPassageTest {

  @Test
  void readsUsageWhereverTheDocumentIsSplit() {
    byte[] answer =
        """
        {"choices":[{"message":{"content":"\\"usage\\":{\\"prompt_tokens\\":9} € {[","usage":{"prompt_tokens":8}}}],
         "usage" : {"prompt_tokens":3, "details":{"x":[1,"}"]}, "total_tokens":7}, "z":{"usage":{}}}
        """
            .getBytes(StandardCharsets.UTF_8);
    for (int size = 1; size <= answer.length; size++) {
      assertThat(tokens(answer, size)).contains(new Tokens(3L, null, 7L));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"usage\":null}",
        "{\"usage\":[1]}",
        "{\"usage\":\"{}\"}",
        "{\"usage\":{}}",
        "{\"usage\":{\"prompt_tokens\":null}}",
        "{\"usage\":{\"prompt_tokens\":-1}}",
        "{\"usage\":{\"prompt_tokens\":\"3\"}}",
        "{\"usage\":{\"prompt_tokens\":1",
        "[{\"usage\":{\"prompt_tokens\":1}}]",
        "}}]]{{\"usage\"::",
        "not json at all",
        ""
      })
  void whatIsNotCountedIsMissing(String answer) {
    assertThat(tokens(answer.getBytes(StandardCharsets.UTF_8), 3)).isEmpty();
  }

  private static Optional<Tokens> tokens(byte[] answer, int size) {
    JsonPassage passage = new JsonPassage();
    for (int from = 0; from < answer.length; from += size) {
      Buffer chunk = Buffer.buffer();
      chunk.appendBytes(answer, from, Math.min(size, answer.length - from));
      assertThat(passage.pass(chunk)).isSameAs(chunk);
    }
    return passage.tokens();
  }
}
