package eu.bailiwick.routing.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bailiwick.routing.openai.BodyRewriter.ServerNames;
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
            + " DUPLICATE_MEMBER",
        "{\"model\":\"m\",\"messages\":[],\"messages\":[]} | DUPLICATE_MEMBER",
        "{\"model\":\"m\",\"unheard_of\":1,\"unheard_of\":1} | DUPLICATE_MEMBER",
        "{\"model\":\"m\",\"Model\":\"n\"}           | DUPLICATE_MEMBER",
        "{\"model\":\"m\",\"\u017ftream\":true}       | DUPLICATE_MEMBER"
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

    assertThat(BodyRewriter.rewrite(body, head, new ServerNames("m", null), true)).isSameAs(body);
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

  @ParameterizedTest
  @CsvSource({
    "CHAT_COMPLETIONS, true",
    "COMPLETIONS, true",
    "RESPONSES, false",
    "MESSAGES, false",
    "RERANK, false"
  })
  void asksForUsageWhereStreamsNeedIt(Surface surface, boolean asks) throws Exception {
    RequestHead head = read(surface, "{\"model\":\"m\",\"stream\":true}");

    assertThat(head.usageEdits().isEmpty()).isNotEqualTo(asks);
    assertThat(head.usageAsked()).isNotEqualTo(asks);
  }

  @Test
  void namesThePreviousResponseAsItsServerKnowsIt() throws Exception {
    String body = "{\"previous_response_id\": \"resp_a\", \"model\":\"m\"}";
    RequestHead head = read(Surface.RESPONSES, body);

    assertThat(head.previousResponse()).isNotNull();
    assertThat(
            BodyRewriter.rewrite(
                    Buffer.buffer(body), head, new ServerNames("served", "resp_b"), true)
                .toString())
        .isEqualTo("{\"previous_response_id\": \"resp_b\", \"model\":\"served\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"model\":\"m\",\"background\":true}            | UNSUPPORTED_PARAMETER",
        "{\"model\":\"m\",\"background\":\"true\"}        | INVALID_TYPE",
        "{\"model\":\"m\",\"Background\":true}            | DUPLICATE_MEMBER",
        "{\"model\":\"m\",\"conversation\":\"conv_1\"}    | UNSUPPORTED_PARAMETER",
        "{\"model\":\"m\",\"conversation\":{\"id\":\"a\"}} | UNSUPPORTED_PARAMETER"
      })
  void refusesResponsesThatNobodyCouldCountOrBind(String body, ErrorCode code) throws Exception {
    assertThatThrownBy(() -> read(Surface.RESPONSES, body))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e -> assertThat(e.error().code()).isEqualTo(code.code()));
    assertThat(read(Surface.CHAT_COMPLETIONS, body).model()).isEqualTo("m");
  }

  @Test
  void readsResponsesThatNameNeither() throws Exception {
    String body = "{\"model\":\"m\",\"background\":false,\"conversation\":null}";

    assertThat(read(Surface.RESPONSES, body).model()).isEqualTo("m");
  }

  @Test
  void noPreviousResponseIsNone() throws Exception {
    assertThat(
            read(Surface.RESPONSES, "{\"previous_response_id\":null,\"model\":\"m\"}")
                .previousResponse())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "CHAT_COMPLETIONS | `messages`:[{`content`:[{`type`:`text`},{`image_url`:{`url`:`https://a/b.png`}}]}]"
            + " | MEDIA messages[0].content[1].image_url.url",
        "CHAT_COMPLETIONS | `messages`:[{`content`:[{`image_url`:{`url`:`HTTP://a/b`}}]}]"
            + " | MEDIA messages[0].content[0].image_url.url",
        "CHAT_COMPLETIONS | `messages`:[{`content`:[{`image_url`:`http://a/b`}]}]"
            + " | MEDIA messages[0].content[0].image_url",
        "CHAT_COMPLETIONS | `messages`:[{`content`:[{`image_url`:{`url`:`file:///etc/passwd`}}]}]"
            + " | FILE messages[0].content[0].image_url.url",
        "CHAT_COMPLETIONS | `messages`:[{`content`:[{`image_url`:{`url`:`\\u0066ile:///etc/passwd`}}]}]"
            + " | FILE messages[0].content[0].image_url.url",
        "CHAT_COMPLETIONS | `messages`:[{`content`:[{`image_url`:{`url`:`/etc/passwd`}}]}]"
            + " | FILE messages[0].content[0].image_url.url",
        "CHAT_COMPLETIONS | `messages`:[{`content`:[{`image_url`:{`url`:`data:a,b`,`url`:`ftp://a`}}]}]"
            + " | FILE messages[0].content[0].image_url.url",
        "CHAT_COMPLETIONS | `messages`:[{`content`:[{`video_url`:{`url`:`https://a`}}]}]"
            + " | MEDIA messages[0].content[0].video_url.url",
        "CHAT_COMPLETIONS | `messages`:[{`content`:[{`audio_url`:{`url`:`https://a`}}]}]"
            + " | MEDIA messages[0].content[0].audio_url.url",
        "CHAT_COMPLETIONS | `messages`:[{`content`:[{`input_audio`:{`data`:`https://a`}}]}]"
            + " | MEDIA messages[0].content[0].input_audio.data",
        "CHAT_COMPLETIONS | `messages`:[{`content`:[{`video`:[`data:a`,`https://a`]}]}]"
            + " | MEDIA messages[0].content[0].video[1]",
        "CHAT_COMPLETIONS | `unheard_of`:{`image_url`:`https://a`} | MEDIA unheard_of.image_url",
        "RESPONSES | `input`:[{`content`:[{`type`:`input_image`,`image_url`:`https://a`}]}]"
            + " | MEDIA input[0].content[0].image_url",
        "RESPONSES | `input`:[{`content`:[{`type`:`input_file`,`file_url`:`https://a`}]}]"
            + " | MEDIA input[0].content[0].file_url",
        "RESPONSES | `input`:[{`content`:[{`file_data`:`https://a`}]}]"
            + " | MEDIA input[0].content[0].file_data",
        "RESPONSES | `tools`:[{`type`:`mcp`,`server_url`:`https://a`}] | TOOLS tools[0].server_url",
        "MESSAGES | `messages`:[{`content`:[{`source`:{`type`:`url`,`url`:`https://a`}}]}]"
            + " | MEDIA messages[0].content[0].source.url",
        "MESSAGES | `mcp_servers`:[{`type`:`url`,`url`:`https://a`}] | TOOLS mcp_servers[0].url",
        "RANKING | `passages`:[{`image`:`https://a`}] | MEDIA passages[0].image"
      })
  void findsWhatTheUpstreamWouldFetch(Surface surface, String members, String found)
      throws Exception {
    RequestHead head = read(surface, body(members));

    assertThat(head.reach())
        .extracting(reach -> reach.kind() + " " + reach.path())
        .isEqualTo(found);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`messages`:[{`role`:`user`,`content`:`see https://a/b.png`}]",
        "`messages`:[{`content`:[{`type`:`text`,`text`:`file:///a`}]}]",
        "`messages`:[{`content`:[{`image_url`:{`url`:`data:image/png;base64,AAAA`}}]}]",
        "`messages`:[{`content`:[{`image_url`:{`url`:`DATA:image/png;base64,AAAA`}}]}]",
        "`messages`:[{`content`:[{`input_audio`:{`data`:`UklGRg==`,`format`:`wav`}}]}]",
        "`messages`:[{`content`:[{`source`:{`type`:`base64`,`data`:`AAAA`}}]}]",
        "`messages`:[{`annotations`:[{`type`:`url_citation`,`url`:`https://a`}]}]",
        "`messages`:[{`audio`:{`id`:`audio_1`}}],`audio`:{`voice`:`alloy`,`format`:`wav`}",
        "`metadata`:{`image_url`:`https://a`}",
        "`tools`:[{`function`:{`parameters`:{`properties`:{`image_url`:{`default`:`https://a`}},"
            + "`examples`:[{`image_url`:`https://a`}]}}}]",
        "`input`:[`https://a`]"
      })
  void whatIsNotFetchedIsLetThrough(String members) throws Exception {
    assertThat(read(body(members)).reach()).isNull();
  }

  @Test
  void theWorstThatWouldBeFetchedCounts() throws Exception {
    RequestHead head =
        read(body("`a`:{`image_url`:`https://a`},`b`:{`image_url`:`file:///b`},`c`:{`image`:`x`}"));

    assertThat(head.reach()).isEqualTo(new Reach(Reach.Kind.FILE, "b.image_url"));
  }

  private static String body(String members) {
    return "{\"model\":\"m\"," + members.replace('`', '"') + "}";
  }

  private static RequestHead read(String body) throws InvalidRequestException {
    return read(Surface.CHAT_COMPLETIONS, body);
  }

  private static RequestHead read(Surface surface, String body) throws InvalidRequestException {
    return RequestHeadReader.read(surface, body.getBytes(StandardCharsets.UTF_8));
  }

  private static String rewrite(String body, String servedModel) throws InvalidRequestException {
    return BodyRewriter.rewrite(
            Buffer.buffer(body), read(body), new ServerNames(servedModel, null), true)
        .toString();
  }
}
