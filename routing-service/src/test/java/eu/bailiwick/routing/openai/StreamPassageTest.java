package eu.bailiwick.routing.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamPassageTest {

  private static final String TOKEN =
      "data: {\"id\":\"1\",\"choices\":[{\"delta\":{\"content\":\"é€😀 usage \\\"choices\\\":[] \"}}],"
          + "\"usage\":null}\n\n";
  private static final String USAGE =
      "data: {\"id\":\"1\",\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,"
          + "\"total_tokens\":7,\"prompt_tokens_details\":{\"cached_tokens\":1}}}\n\n";
  private static final String DONE = "data: [DONE]\n\n";
  private static final String STREAM =
      ": hello\n\nevent: x\n" + TOKEN + TOKEN + USAGE + DONE + "\n";

  @Test
  void passesEveryByteOnWhereverTheStreamIsSplit() {
    byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
    for (int size = 1; size <= bytes.length; size++) {
      assertThat(pass(new StreamPassage(true), bytes, size)).isEqualTo(STREAM);
    }
  }

  @Test
  void keepsTheUsageChunkBackWhereverTheStreamIsSplit() {
    byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
    for (int size = 1; size <= bytes.length; size++) {
      StreamPassage passage = new StreamPassage(false);
      assertThat(pass(passage, bytes, size)).isEqualTo(STREAM.replace(USAGE, ""));
      assertThat(passage.tokens()).contains(new Tokens(3L, 4L, 7L));
      assertThat(passage.whole()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\r"})
  void knowsAllLineEnds(String lineEnd) {
    String stream = STREAM.replace("\n", lineEnd);
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    for (int size = 1; size <= bytes.length; size++) {
      StreamPassage passage = new StreamPassage(false);
      assertThat(pass(passage, bytes, size))
          .isEqualTo(stream.replace(USAGE.replace("\n", lineEnd), ""));
      assertThat(passage.tokens()).contains(new Tokens(3L, 4L, 7L));
    }
  }

  @Test
  void handsTheChunkItselfOnIfAllOfItMayGo() {
    StreamPassage passage = new StreamPassage(false);
    Buffer chunk = Buffer.buffer(TOKEN);

    assertThat(passage.pass(chunk)).isSameAs(chunk);
  }

  @Test
  void releasesAnEventAsSoonAsItShowsAChoice() {
    StreamPassage passage = new StreamPassage(false);
    String beginning = "data: {\"id\":\"1\",\"choices\":[{";

    assertThat(passage.pass(Buffer.buffer(beginning)).toString()).isEqualTo(beginning);
  }

  @Test
  void doesNotHoldAHugeEventBackForEver() {
    StreamPassage passage = new StreamPassage(false);
    String huge = "data: {\"id\":\"" + "x".repeat(1 << 20) + "\"}\n\n";

    assertThat(pass(passage, huge.getBytes(StandardCharsets.UTF_8), 8192)).isEqualTo(huge);
  }

  @Test
  void nullIsNoUsage() {
    StreamPassage passage = new StreamPassage(true);
    passage.pass(Buffer.buffer(TOKEN + DONE));

    assertThat(passage.tokens()).isEmpty();
  }

  @Test
  void theLastUsageObjectCounts() {
    StreamPassage passage = new StreamPassage(false);
    String continuous =
        TOKEN.replace("null", "{\"prompt_tokens\":3,\"completion_tokens\":1}")
            + TOKEN.replace("null", "{\"prompt_tokens\":3,\"completion_tokens\":2}")
            + TOKEN;

    assertThat(pass(passage, continuous.getBytes(StandardCharsets.UTF_8), 7)).isEqualTo(continuous);
    assertThat(passage.tokens()).isEqualTo(Optional.of(new Tokens(3L, 2L, null)));
  }

  @Test
  void aStreamWithoutDoneIsNotWhole() {
    StreamPassage passage = new StreamPassage(true);
    passage.pass(Buffer.buffer(TOKEN + "data: [DON"));

    assertThat(passage.whole()).isFalse();
  }

  @Test
  void emptyChoicesWithoutUsageGoOn() {
    StreamPassage passage = new StreamPassage(false);
    String filter = "data: {\"choices\":[],\"prompt_filter_results\":[{\"usage\":{\"a\":1}}]}\n\n";

    assertThat(pass(passage, filter.getBytes(StandardCharsets.UTF_8), 5)).isEqualTo(filter);
  }

  @Test
  void anEventThatWasNotEndedIsStillPassedOn() {
    StreamPassage passage = new StreamPassage(false);
    passage.pass(Buffer.buffer("data: {\"usage\":{"));

    assertThat(passage.end().toString()).isEqualTo("data: {\"usage\":{");
  }

  private static String pass(StreamPassage passage, byte[] bytes, int size) {
    Buffer out = Buffer.buffer();
    for (int from = 0; from < bytes.length; from += size) {
      Buffer chunk = Buffer.buffer();
      chunk.appendBytes(bytes, from, Math.min(size, bytes.length - from));
      out.appendBuffer(passage.pass(chunk));
    }
    return out.appendBuffer(passage.end()).toString();
  }
}
