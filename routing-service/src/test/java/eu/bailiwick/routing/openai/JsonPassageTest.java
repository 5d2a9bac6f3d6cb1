package eu.bailiwick.routing.openai;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.routing.upstream.Answer.Ending;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
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

  @Test
  void stringsOfAnyLengthEndWhereTheirQuoteIs() {
    for (int length = 0; length < 40; length++) {
      String text = "é".repeat(length % 3) + "x".repeat(length);
      for (String content : List.of(text, text + "\\\\", text + "\\\"" + text)) {
        String answer = "{\"a\":\"" + content + "\",\"usage\":{\"total_tokens\":7}}";
        assertThat(tokens(answer.getBytes(StandardCharsets.UTF_8), answer.length() + 2))
            .as(answer)
            .contains(new Tokens(null, null, 7L));
      }
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
    JsonPassage passage =
        new JsonPassage(AnswerShape.CHAT, Json.quoted("org/solo-chat"), UnaryOperator.identity());
    for (int from = 0; from < answer.length; from += size) {
      Buffer chunk = Buffer.buffer();
      chunk.appendBytes(answer, from, Math.min(size, answer.length - from));
      Buffer passed = passage.pass(chunk);
      assertThat(passage.broken() == null ? passed : chunk).isSameAs(chunk);
    }
    return passage.tokens();
  }

  @Test
  void namesTheModelAsTheCallerDidWhereverTheDocumentIsSplit() {
    String answer =
        "{\"id\":\"model\",\"model\" : \"served/\\\"x\\\" é\",\"choices\":[{\"model\":\"inner\"}],"
            + "\"model2\":\"a\",\"x\":{\"model\":\"deep\"}}";
    String named =
        "{\"id\":\"model\",\"model\" : \"org/solo-chat\",\"choices\":[{\"model\":\"inner\"}],"
            + "\"model2\":\"a\",\"x\":{\"model\":\"deep\"}}";
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    for (int size = 1; size <= bytes.length; size++) {
      JsonPassage passage =
          new JsonPassage(AnswerShape.CHAT, Json.quoted("org/solo-chat"), UnaryOperator.identity());
      assertThat(pass(passage, bytes, size)).isEqualTo(named);
      assertThat(passage.whole()).isTrue();
    }
  }

  @Test
  void handsTheChunkItselfOnIfTheModelIsNamedRight() {
    JsonPassage passage =
        new JsonPassage(AnswerShape.CHAT, Json.quoted("m\"x"), UnaryOperator.identity());
    Buffer chunk = Buffer.buffer("{\"model\":\"m\\\"x\"}");

    assertThat(passage.pass(chunk)).isSameAs(chunk);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"a\":[1,2]", "{\"model\":\"m", "  "})
  void aDocumentThatDoesNotEndIsNotWhole(String answer) {
    JsonPassage passage =
        new JsonPassage(AnswerShape.CHAT, Json.quoted("m"), UnaryOperator.identity());
    passage.pass(Buffer.buffer(answer));

    assertThat(passage.whole()).isFalse();
    assertThat(passage.broken()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "Internal error", "}", "{}}"})
  void whatIsNoJsonIsBroken(String answer) {
    JsonPassage passage =
        new JsonPassage(AnswerShape.CHAT, Json.quoted("m"), UnaryOperator.identity());

    assertThat(passage.pass(Buffer.buffer(answer)).length()).isZero();
    assertThat(passage.broken()).isEqualTo(Ending.CUT);
  }

  private static String pass(JsonPassage passage, byte[] bytes, int size) {
    Buffer out = Buffer.buffer();
    for (int from = 0; from < bytes.length; from += size) {
      Buffer chunk = Buffer.buffer();
      chunk.appendBytes(bytes, from, Math.min(size, bytes.length - from));
      out.appendBuffer(passage.pass(chunk));
    }
    return out.appendBuffer(passage.end()).toString();
  }
}
