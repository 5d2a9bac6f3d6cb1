package eu.bailiwick.sovereignty.evidence;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"A", "-a", ".a", "a b", "a/b", "é", "a\n"})
  void refusesIds(String id) {
    assertThatIllegalArgumentException().isThrownBy(() -> Checks.id(id));
  }

  @Test
  void idsHaveAtMost127Characters() {
    assertThatCode(() -> Checks.id("a".repeat(127))).doesNotThrowAnyException();
    assertThatIllegalArgumentException().isThrownBy(() -> Checks.id("a".repeat(128)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026", "2026-03", "2026-03-31", "2028-02-29"})
  void acceptsDatesAsFarAsTheyAreKnown(String date) {
    assertThatCode(() -> Checks.date(date, "asOf")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "26", "2026-13", "2026-3", "2026-02-30", "2026-03-31T00:00:00Z", "Q1"})
  void refusesDatesThatAreNone(String date) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checks.date(date, "asOf"))
        .withMessageStartingWith("asOf ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"meta/llama-3.1-8b-instruct", "m", "a/b/c:tag", "Qwen/Qwen3_8B"})
  void acceptsModelIds(String id) {
    assertThatCode(() -> Checks.modelId(id)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"/a", "a/", "a//b", "a b", "../a", "a/../b", "a?b"})
  void refusesModelIds(String id) {
    assertThatIllegalArgumentException().isThrownBy(() -> Checks.modelId(id));
  }

  @Test
  void modelIdsHaveAtMost256Characters() {
    assertThatIllegalArgumentException().isThrownBy(() -> Checks.modelId("a".repeat(257)));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"iso27001", "1A", "ISO 27001", "ISO-27001"})
  void refusesSchemes(String scheme) {
    assertThatIllegalArgumentException().isThrownBy(() -> Checks.scheme(scheme));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"latest", "sha256:", "sha256:ABCD", "sha512:00"})
  void refusesWhatIsNoDigest(String digest) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checks.sha256(digest, "imageDigest"))
        .withMessageContaining("imageDigest");
  }
}
