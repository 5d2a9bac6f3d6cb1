package eu.bailiwick.routing.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseIdsTest {

  private static final KeptResponse KEPT =
      new KeptResponse("chat-paris", "org/chat", "health", "resp_68a1");
  private static final byte[] KEY = new byte[32];
  private static final byte[] NEXT_KEY = {
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
    27, 28, 29, 30, 31, 32
  };

  private final ResponseIds ids = new ResponseIds(List.of(KEY));

  @Test
  void anIdIsOpenedByAnyRouterThatHasTheKey() {
    String id = ids.bind("clinique", KEPT);

    assertThat(id).matches("resp_[A-Za-z0-9_-]+");
    assertThat(new ResponseIds(List.of(KEY)).read("clinique", id)).contains(KEPT);
  }

  @Test
  void theSameResponseHasTheSameId() {
    assertThat(ids.bind("clinique", KEPT)).isEqualTo(ids.bind("clinique", KEPT));
  }

  @Test
  void anotherTenantCannotUseIt() {
    assertThat(ids.read("atelier", ids.bind("clinique", KEPT))).isEmpty();
  }

  @Test
  void aReplacedKeyStillOpensWhatItMade() {
    String id = ids.bind("clinique", KEPT);
    ResponseIds next = new ResponseIds(List.of(NEXT_KEY, KEY));

    assertThat(next.read("clinique", id)).contains(KEPT);
    assertThat(ids.read("clinique", next.bind("clinique", KEPT))).isEmpty();
  }

  @Test
  void noBitOfAnIdCanBeChanged() {
    byte[] bytes = Base64.getUrlDecoder().decode(ids.bind("clinique", KEPT).substring(5));
    for (int i = 0; i < bytes.length * 8; i++) {
      bytes[i / 8] ^= (byte) (1 << (i % 8));
      String forged = "resp_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      bytes[i / 8] ^= (byte) (1 << (i % 8));

      assertThat(ids.read("clinique", forged)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "resp_", "resp_68a1", "resp_!!", "msg_AAAA", "resp_AAAAAAAAAAAAAAAAAAAAAAAA"})
  void anUpstreamsOwnIdOpensNothing(String id) {
    assertThat(ids.read("clinique", id)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "c2hvcnQ=", "not base64!"})
  void aFileWithoutProperKeysIsRefused(String content, @TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("keys"), content);

    assertThatIllegalStateException()
        .isThrownBy(() -> BindingWiring.read(file))
        .withMessageContaining("bailiwick.response-ids.keys-file");
  }

  @Test
  void keysAreReadLineByLine(@TempDir Path directory) throws IOException {
    String first = Base64.getEncoder().encodeToString(NEXT_KEY);
    Path file =
        Files.writeString(
            directory.resolve("keys"), first + "\n\n" + Base64.getEncoder().encodeToString(KEY));

    assertThat(BindingWiring.read(file)).containsExactly(NEXT_KEY, KEY);
  }
}
