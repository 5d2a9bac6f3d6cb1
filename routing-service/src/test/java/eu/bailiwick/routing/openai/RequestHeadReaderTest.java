package eu.bailiwick.routing.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadReaderTest {

  @Test
  void readsModelAndStreamWhereverTheyStand() throws Exception {
    RequestHead head =
        read("{\"messages\":[{\"model\":\"inner\",\"stream\":1}],\"stream\":true,\"model\":\"m\"}");

    assertThat(head.model()).isEqualTo("m");
    assertThat(head.stream()).isTrue();
  }

  @Test
  void readsAnEscapedMemberNameAsTheUpstreamWould() throws Exception {
    assertThat(read("{\"mod\\u0065l\":\"m\\u0031\"}").model()).isEqualTo("m1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"model\":\"m\"                               | INVALID_JSON",
        "{\"model\":\"m\"} x                            | INVALID_JSON",
        "{\"model\":\"m\"}{\"model\":\"n\"}             | INVALID_JSON",
        "{\"model\":\"m\",}                             | INVALID_JSON",
        "[\"model\"]                                    | INVALID_JSON",
        "``                                             | INVALID_JSON",
        "{}                                             | MISSING_MODEL",
        "{\"messages\":[]}                              | MISSING_MODEL",
        "{\"model\":1}                                  | INVALID_TYPE",
        "{\"model\":null}                               | INVALID_TYPE",
        "{\"model\":\"m\",\"stream\":\"yes\"}           | INVALID_TYPE",
        "{\"model\":\"m\",\"stream_options\":true}      | INVALID_TYPE",
        "{\"model\":\"m\",\"model\":\"m\"}              | DUPLICATE_MEMBER",
        "{\"model\":\"m\",\"mod\\u0065l\":\"n\"}        | DUPLICATE_MEMBER",
        "{\"model\":\"m\",\"stream\":true,\"stream\":1} | DUPLICATE_MEMBER",
        "{\"model\":\"m\",\"stream_options\":null,\"stream_options\":{}} | DUPLICATE_MEMBER",
        "{\"model\":\"m\",\"stream_options\":{\"include_usage\":true,\"include_usage\":false}} |"
            + " DUPLICATE_MEMBER"
      })
  void refusesWhatRouterAndUpstreamCouldReadDifferently(String body, ErrorCode code) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e -> assertThat(e.error().code()).isEqualTo(code.code()));
  }

  @Test
  void refusesJsonInUtf16() {
    byte[] body = "{\"model\":\"m\"}".getBytes(StandardCharsets.UTF_16LE);

    assertThatThrownBy(() -> RequestHeadReader.read(Surface.CHAT_COMPLETIONS, body))
        .isInstanceOf(InvalidRequestException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"model\":\"m\", \"x\": 1.50} | {\"model\":\"served\", \"x\": 1.50}",
        " {\"é\":\"ü\",\"model\" : \"m\" } | {\"é\":\"ü\",\"model\" : \"served\" }",
        "{\"model\":\"\\u006d\"} | {\"model\":\"served\"}"
      })
  void changesNothingButTheModel(String body, String rewritten) throws Exception {
    assertThat(rewrite(body.strip(), "served")).isEqualTo(rewritten);
  }

  @Test
  void handsTheSameBytesOnIfNothingChanges() throws Exception {
    Buffer body = Buffer.buffer("{\"model\":\"m\",\"stream\":false}");
    RequestHead head = RequestHeadReader.read(Surface.CHAT_COMPLETIONS, body.getBytes());

    assertThat(BodyRewriter.rewrite(body, head, "m", true)).isSameAs(body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"model\":\"m\",\"stream\":true} |"
            + " {\"stream_options\":{\"include_usage\":true},\"model\":\"m\",\"stream\":true}",
        "{\"stream\":true,\"stream_options\": null ,\"model\":\"m\"} |"
            + " {\"stream\":true,\"stream_options\": {\"include_usage\":true} ,\"model\":\"m\"}",
        "{\"stream\":true,\"stream_options\":{ },\"model\":\"m\"} |"
            + " {\"stream\":true,\"stream_options\":{\"include_usage\":true },\"model\":\"m\"}",
        "{\"stream\":true,\"stream_options\":{\"a\":[1]},\"model\":\"m\"} |"
            + " {\"stream\":true,\"stream_options\":{\"include_usage\":true,\"a\":[1]},\"model\":\"m\"}",
        "{\"stream_options\":{\"include_usage\": false},\"model\":\"m\",\"stream\":true} |"
            + " {\"stream_options\":{\"include_usage\": true},\"model\":\"m\",\"stream\":true}",
        "{\"stream_options\":{\"include_usage\":null },\"model\":\"m\",\"stream\":true} |"
            + " {\"stream_options\":{\"include_usage\":true },\"model\":\"m\",\"stream\":true}",
        "{\"stream_options\":{\"include_usage\":true},\"model\":\"m\",\"stream\":true} |"
            + " {\"stream_options\":{\"include_usage\":true},\"model\":\"m\",\"stream\":true}",
        "{\"stream_options\":{},\"model\":\"m\",\"stream\":false} |"
            + " {\"stream_options\":{},\"model\":\"m\",\"stream\":false}"
      })
  void asksAStreamForItsUsage(String body, String rewritten) throws Exception {
    assertThat(rewrite(body, "m")).isEqualTo(rewritten);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false", "null"})
  void knowsWhetherTheCallerAskedForUsage(String asked) throws Exception {
    RequestHead head =
        read(
            "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":"
                + asked
                + "}}");

    assertThat(head.usageAsked()).isEqualTo(asked.equals("true"));
  }

  @Test
  void embeddingsAreNoStreams() throws Exception {
    byte[] body = "{\"model\":\"m\",\"stream\":true}".getBytes(StandardCharsets.UTF_8);

    assertThat(RequestHeadReader.read(Surface.EMBEDDINGS, body).stream()).isFalse();
  }

  private static RequestHead read(String body) throws InvalidRequestException {
    return RequestHeadReader.read(Surface.CHAT_COMPLETIONS, body.getBytes(StandardCharsets.UTF_8));
  }

  private static String rewrite(String body, String servedModel) throws InvalidRequestException {
    return BodyRewriter.rewrite(Buffer.buffer(body), read(body), servedModel, true).toString();
  }
}
