package eu.bailiwick.registry.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentParserTest {

  private static final int MAX = 300_000;

  private final DocumentParser parser = new DocumentParser(MAX);

  @Test
  void norwayIsNotFalse() {
    JsonNode root = yaml("country: NO\nareas: [NO, no, Yes, on]");

    assertThat(root.path("country").textValue()).isEqualTo("NO");
    assertThat(root.path("areas")).allMatch(JsonNode::isTextual);
  }

  @Test
  void datesStayTexts() {
    assertThat(yaml("validFrom: 2026-11-23T00:00:00Z").path("validFrom").textValue())
        .isEqualTo("2026-11-23T00:00:00Z");
  }

  @Test
  void jsonIsParsedAsJson() {
    assertThat(json("{\"a\": [1]}").path("a").path(0).intValue()).isEqualTo(1);
  }

  @Test
  void aliasesAreRefused() {
    refused(
        Format.YAML,
        """
        a: &a [x, x, x, x, x, x, x, x, x]
        b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
        c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
        """,
        "line 2, column 10: aliases are not accepted");
  }

  @Test
  void mergeKeysAreRefused() {
    refused(Format.YAML, "a: &a {x: 1}\nb:\n  <<: *a\n", "aliases");
  }

  @Test
  void tagsDoNotMakeObjects() {
    assertThat(yaml("a: !!java.net.URL [\"http://127.0.0.1\"]").path("a").isArray()).isTrue();
  }

  @Test
  void unknownTagsMeanNothing() {
    JsonNode root = yaml("a: !workspace {b: !name 'x', c: !!python/object:os.system [y], d: !n 1}");

    assertThat(root.at("/a/b").textValue()).isEqualTo("x");
    assertThat(root.at("/a/c/0").textValue()).isEqualTo("y");
    assertThat(root.at("/a/d").asText()).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "# only a comment", "null"})
  void emptyDocumentsAreRefused(String text) {
    refused(Format.YAML, text, "empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: 1\na: 2", "a: [1", "\tb: 1", "a: b: c", "a: \"\\uZZZZ\""})
  void whatIsNoYamlDocumentIsRefusedWithItsPlace(String text) {
    refused(Format.YAML, text, "line ");
  }

  @Test
  void oneDocumentIsOne() {
    refused(Format.YAML, "a: 1\n---\nb: 2", "one document is needed, not 2");
  }

  @Test
  void aListIsOneDocument() {
    assertThat(yaml("[a, b]")).hasSize(2);
    assertThat(yaml("- a\n- b")).hasSize(2);
  }

  @Test
  void severalDocumentsAreParsedInOrder() {
    byte[] text = "a: 1\n---\n# nothing\n---\nb: 2\n...\n".getBytes(StandardCharsets.UTF_8);

    assertThat(parser.parseAll(new ByteArrayInputStream(text), Format.YAML))
        .extracting(JsonNode::toString)
        .containsExactly("{\"a\":1}", "null", "{\"b\":2}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\": 1, \"a\": 2}", "{} {}", "{\"a\": 1", "a: 1", "{'a': 1}", "NaN"})
  void whatIsNoJsonDocumentIsRefusedWithItsPlace(String text) {
    refused(Format.JSON, text, "line ");
  }

  @Test
  void depthIsBounded() {
    refused(Format.JSON, "[".repeat(100_000), "depth");
    refused(Format.YAML, "[".repeat(100_000), "depth");
    refused(Format.YAML, "- ".repeat(100_000) + "x", "depth");
  }

  @Test
  void sizeIsBounded() {
    assertThatThrownBy(() -> json("\"" + "x".repeat(MAX) + "\""))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DOCUMENT_TOO_LARGE))
        .hasMessageContaining("300000 bytes");
  }

  @Test
  void aSenderWhoLeavesIsRefused() {
    InputStream broken = new PipedInputStream(); // with nobody at the other end

    assertThatThrownBy(() -> parser.parse(broken, Format.JSON))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("to its end");
  }

  private JsonNode yaml(String text) {
    return parse(Format.YAML, text);
  }

  private JsonNode json(String text) {
    return parse(Format.JSON, text);
  }

  private JsonNode parse(Format format, String text) {
    return parser.parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), format);
  }

  private void refused(Format format, String text, String message) {
    assertThatThrownBy(() -> parse(format, text))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_DOCUMENT))
        .hasMessageContaining(message);
  }
}
