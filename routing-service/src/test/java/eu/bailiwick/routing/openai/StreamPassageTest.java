package eu.bailiwick.routing.openai;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.routing.upstream.Answer.Ending;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamPassageTest {

  private static final byte[] MODEL = Json.quoted("org/solo-chat");
  private static final String TOKEN =
      "data: {\"id\":\"1\",\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"é€😀 usage \\\"choices\\\":[] \"}}],"
          + "\"usage\":null}\n\n";
  private static final String USAGE =
      "data: {\"id\":\"1\",\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,"
          + "\"total_tokens\":7,\"prompt_tokens_details\":{\"cached_tokens\":1}}}\n\n";
  private static final String DONE = "data: [DONE]\n\n";
  private static final String STREAM =
      ": hello\n\nevent: x\n" + TOKEN + TOKEN + USAGE + DONE + "\n";

  private static final List<String> PIECES =
      List.of(
          TOKEN,
          TOKEN,
          TOKEN,
          USAGE,
          DONE,
          "data: {\"model\":\"é\\\\\",\"choices\":[{\"delta\":{},\"index\":3}]}\n\n",
          "data: {\"error\":{\"code\":400}}\n\n",
          "data: {\"usage\":{\"prompt_tokens\":1}}\r\n\r\n",
          ": ping\r\n\r\n",
          "data: \n\n",
          "data:",
          "\n",
          "\r",
          "{",
          "}",
          "\"",
          "\\",
          "null",
          "€");

  @Test
  void passesEveryByteOnWhereverTheStreamIsSplit() {
    byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
    for (int size = 1; size <= bytes.length; size++) {
      assertThat(pass(asking(), bytes, size)).isEqualTo(STREAM);
    }
  }

  @Test
  void keepsTheUsageChunkBackWhereverTheStreamIsSplit() {
    byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
    for (int size = 1; size <= bytes.length; size++) {
      StreamPassage passage = notAsking();
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
      StreamPassage passage = notAsking();
      assertThat(pass(passage, bytes, size))
          .isEqualTo(stream.replace(USAGE.replace("\n", lineEnd), ""));
      assertThat(passage.tokens()).contains(new Tokens(3L, 4L, 7L));
    }
  }

  @Test
  void handsTheChunkItselfOnIfAllOfItMayGo() {
    StreamPassage passage = notAsking();
    Buffer chunk = Buffer.buffer(TOKEN);

    assertThat(passage.pass(chunk)).isSameAs(chunk);
  }

  @Test
  void anEventWaitsUntilAllOfItCame() {
    StreamPassage passage = asking();
    String rest = TOKEN.substring(20);

    assertThat(passage.pass(Buffer.buffer(TOKEN + TOKEN.substring(0, 20))).toString())
        .isEqualTo(TOKEN);
    assertThat(passage.pass(Buffer.buffer(rest)).toString()).isEqualTo(TOKEN);
  }

  @Test
  void nothingGoesOnBeforeTheFirstEventWithData() {
    StreamPassage passage = asking();

    assertThat(passage.pass(Buffer.buffer(": ping\n\n: ping\r\n\r\n")).length()).isZero();
    assertThat(passage.pass(Buffer.buffer(TOKEN)).toString())
        .isEqualTo(": ping\n\n: ping\r\n\r\n" + TOKEN);
    assertThat(passage.pass(Buffer.buffer(": ping\n\n")).toString()).isEqualTo(": ping\n\n");
  }

  @Test
  void namesTheModelAsTheCallerDidWhereverTheStreamIsSplit() {
    String stream = STREAM.replace("\"id\":\"1\"", "\"id\":\"1\",\"model\":\"served/é\\\\\"");
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    for (int size = 1; size <= bytes.length; size++) {
      assertThat(pass(asking(), bytes, size))
          .isEqualTo(stream.replace("served/é\\\\", "org/solo-chat"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"index\":0,\"delta\":{\"content\":\"a\"}} | {\"index\":0,\"delta\":{\"content\":\"a\",\"role\":\"assistant\"}}",
        "{\"delta\":{},\"index\":1} | {\"delta\":{\"role\":\"assistant\"},\"index\":1}",
        "{\"delta\":{\"role\":null,\"content\":\"a\"}} | {\"delta\":{\"role\":\"assistant\",\"content\":\"a\"}}",
        "{\"delta\":{\"role\":\"x\"}} | {\"delta\":{\"role\":\"x\"}}",
        "{\"text\":\"a\"} | {\"text\":\"a\"}",
        "{\"delta\":{\"t\":[{\"role\":1}]}} | {\"delta\":{\"t\":[{\"role\":1}],\"role\":\"assistant\"}}"
      })
  void aRoleThatIsMissingIsPutIntoTheFirstDelta(String choice, String corrected) {
    String stream = "data: {\"choices\":[" + choice + "]}\n\n";
    byte[] bytes = stream.repeat(2).getBytes(StandardCharsets.UTF_8);
    for (int size = 1; size <= bytes.length; size++) {
      assertThat(pass(asking(), bytes, size)).isEqualTo(stream.replace(choice, corrected) + stream);
    }
  }

  @Test
  void everyChoiceHasAFirstDelta() {
    String both =
        "data: {\"choices\":[{\"index\":0,\"delta\":{}},{\"index\":12,\"delta\":{}}]}\n\n";

    assertThat(asking().pass(Buffer.buffer(both)).toString())
        .isEqualTo(both.replace("{}", "{\"role\":\"assistant\"}"));
  }

  @Test
  void aCompletionHasNoRole() {
    String text = "data: {\"choices\":[{\"index\":0,\"delta\":{}}]}\n\n";
    StreamPassage passage =
        new StreamPassage(AnswerShape.COMPLETIONS, MODEL, UnaryOperator.identity(), true);

    assertThat(passage.pass(Buffer.buffer(text)).toString()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {\"error\":{\"message\":\"too long\",\"code\":400}}\n\n",
        "data: {\"error\":\"too long\",\"error_type\":\"x\",\"status_code\":422}\n\n",
        """
        event: error
        data:{"error": {"code":400,
        data: "message":"too long","type":"BadRequestError"}}

        """
      })
  void anErrorInTheStreamBreaksItAndComesInOpenAisShape(String event) {
    byte[] bytes = (TOKEN + event + DONE).getBytes(StandardCharsets.UTF_8);
    for (int size = 1; size <= bytes.length; size++) {
      StreamPassage passage = asking();
      assertThat(pass(passage, bytes, size)).isEqualTo(TOKEN);
      assertThat(passage.broken()).isEqualTo(Ending.FAILED);
      assertThat(passage.farewell(Ending.FAILED).toString())
          .startsWith("data: {\"error\":{\"message\":\"too long\",")
          .endsWith("}}\n\n");
    }
  }

  @Test
  void theTextOfAServersOwnFailureStaysWithTheServer() {
    StreamPassage passage = asking();
    passage.pass(Buffer.buffer("data: {\"error\":{\"message\":\"at /srv/model.py\"}}\n\n"));

    assertThat(passage.reason(Ending.FAILED).status()).isEqualTo(502);
    assertThat(passage.farewell(Ending.FAILED).toString()).doesNotContain("model.py");
  }

  @ParameterizedTest
  @ValueSource(strings = {"data: {\"choices\":[\n\n", "data: {}}\n\n", "data: <html>\n\n"})
  void anEventThatIsNoJsonBreaksTheStream(String event) {
    StreamPassage passage = asking();

    assertThat(passage.pass(Buffer.buffer(TOKEN + event + TOKEN)).toString()).isEqualTo(TOKEN);
    assertThat(passage.broken()).isEqualTo(Ending.CUT);
    assertThat(passage.pass(Buffer.buffer(TOKEN)).length()).isZero();
  }

  @Test
  void theFarewellOfAStreamCutInsideAHugeEventBeginsAnEventOfItsOwn() {
    StreamPassage passage = asking();
    passage.pass(Buffer.buffer("data: {\"x\":\"" + "x".repeat(70_000)));

    assertThat(passage.farewell(Ending.CUT).toString()).startsWith("\n\ndata: {\"error\":");
  }

  @Test
  void aResponsesStreamHasModelAndUsageInItsResponse() {
    StreamPassage passage =
        new StreamPassage(AnswerShape.RESPONSES, MODEL, id -> "bound-" + id, false);
    String created =
        "event: x\ndata: {\"type\":\"response.created\",\"response\":{\"model\":\"m\",\"id\":\"r1\",\"previous_response_id\":\"r0\",\"output\":[{\"id\":\"i\"}]}}\n\n";
    String completed =
        "data: {\"type\":\"response.completed\",\"response\":{\"error\":null,\"usage\":"
            + "{\"input_tokens\":3,\"output_tokens\":4,\"total_tokens\":7}}}\n\n";

    String passed = passage.pass(Buffer.buffer(created)).toString();
    boolean wholeBefore = passage.whole();
    passage.pass(Buffer.buffer(completed));

    assertThat(passed)
        .isEqualTo(
            created
                .replace("\"m\"", "\"org/solo-chat\"")
                .replace("\"r1\"", "\"bound-r1\"")
                .replace("\"r0\"", "\"bound-r0\""));
    assertThat(wholeBefore).isFalse();
    assertThat(passage.whole()).isTrue();
    assertThat(passage.tokens()).contains(new Tokens(3L, 4L, 7L));
  }

  @Test
  void aMessagesStreamSpreadsItsUsage() {
    StreamPassage passage =
        new StreamPassage(AnswerShape.MESSAGES, MODEL, id -> "bound-" + id, false);
    passage.pass(
        Buffer.buffer(
            "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"model\":\"m\","
                + "\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}\n\n"
                + "event: message_delta\ndata: {\"type\":\"message_delta\",\"usage\":"
                + "{\"output_tokens\":4}}\n\n"));
    boolean wholeBefore = passage.whole();
    passage.pass(Buffer.buffer("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"));

    assertThat(wholeBefore).isFalse();
    assertThat(passage.whole()).isTrue();
    assertThat(passage.tokens()).contains(new Tokens(3L, 4L, null));
    assertThat(passage.farewell(Ending.CUT).toString())
        .startsWith("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\"");
  }

  @Test
  void doesNotHoldAHugeEventBackForEver() {
    StreamPassage passage = notAsking();
    String huge = "data: {\"id\":\"" + "x".repeat(1 << 20) + "\"}\n\n";

    assertThat(pass(passage, huge.getBytes(StandardCharsets.UTF_8), 8192)).isEqualTo(huge);
  }

  @Test
  void nullIsNoUsage() {
    StreamPassage passage = asking();
    passage.pass(Buffer.buffer(TOKEN + DONE));

    assertThat(passage.tokens()).isEmpty();
  }

  @Test
  void theLastUsageObjectCounts() {
    StreamPassage passage = notAsking();
    String continuous =
        TOKEN.replace("null", "{\"prompt_tokens\":3,\"completion_tokens\":1}")
            + TOKEN.replace("null", "{\"prompt_tokens\":3,\"completion_tokens\":2}")
            + TOKEN;

    assertThat(pass(passage, continuous.getBytes(StandardCharsets.UTF_8), 7)).isEqualTo(continuous);
    assertThat(passage.tokens()).isEqualTo(Optional.of(new Tokens(3L, 2L, null)));
  }

  @Test
  void aStreamWithoutDoneIsNotWhole() {
    StreamPassage passage = asking();
    passage.pass(Buffer.buffer(TOKEN + "data: [DON"));

    assertThat(passage.whole()).isFalse();
  }

  @Test
  void emptyChoicesWithoutUsageGoOn() {
    StreamPassage passage = notAsking();
    String filter = "data: {\"choices\":[],\"prompt_filter_results\":[{\"usage\":{\"a\":1}}]}\n\n";

    assertThat(pass(passage, filter.getBytes(StandardCharsets.UTF_8), 5)).isEqualTo(filter);
  }

  @Test
  void anEventThatWasNotEndedIsStillPassedOn() {
    StreamPassage passage = notAsking();
    passage.pass(Buffer.buffer("data: {\"usage\":{"));

    assertThat(passage.end().toString()).isEqualTo("data: {\"usage\":{");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whereBytesAreSplitNeverMatters(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      StringBuilder stream = new StringBuilder();
      for (int pieces = 1 + random.nextInt(12); pieces > 0; pieces--) {
        stream.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      byte[] bytes = stream.toString().getBytes(StandardCharsets.UTF_8);
      StreamPassage atOnce = notAsking();
      StreamPassage split = notAsking();

      String expected = pass(atOnce, bytes, bytes.length);

      assertThat(pass(split, bytes, 1 + random.nextInt(9))).as("%s", stream).isEqualTo(expected);
      assertThat(split.broken()).as("%s", stream).isEqualTo(atOnce.broken());
      assertThat(split.whole()).as("%s", stream).isEqualTo(atOnce.whole());
      assertThat(split.tokens()).as("%s", stream).isEqualTo(atOnce.tokens());
    }
  }

  private static StreamPassage asking() {
    return new StreamPassage(AnswerShape.CHAT, MODEL, UnaryOperator.identity(), true);
  }

  private static StreamPassage notAsking() {
    return new StreamPassage(AnswerShape.CHAT, MODEL, id -> "bound-" + id, false);
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
