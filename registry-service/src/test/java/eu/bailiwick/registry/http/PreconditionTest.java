package eu.bailiwick.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreconditionTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'\"7\"', true",
        "'\"6\", \"7\"', true",
        "'W/\"7\"', true",
        "'*', true",
        "'\"8\"', false",
        "'7', false",
        ", false"
      })
  void aReaderSaysWhatItHas(@Nullable String ifNoneMatch, boolean expected) {
    assertThat(new Precondition(null, ifNoneMatch).hasAlready("\"7\"")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      nullValues = "-",
      value = {
        "-,         -,         '\"7\"', PRECONDITION_REQUIRED",
        "-,         '*',       '\"7\"', PRECONDITION_FAILED",
        "-,         '\"7\"',   '\"7\"', PRECONDITION_FAILED",
        "'\"6\"',   -,         '\"7\"', PRECONDITION_FAILED",
        "'W/\"7\"', -,         '\"7\"', PRECONDITION_FAILED",
        "'\"7\"',   '*',       '\"7\"', PRECONDITION_FAILED",
        "'*',       -,         -,       PRECONDITION_FAILED",
        "'\"7\"',   -,         -,       PRECONDITION_FAILED",
      })
  void changesAreRefused(
      @Nullable String ifMatch,
      @Nullable String ifNoneMatch,
      @Nullable String current,
      ErrorCode code) {
    Precondition precondition = new Precondition(ifMatch, ifNoneMatch);

    assertThatThrownBy(() -> precondition.checkChange(Optional.ofNullable(current)))
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      nullValues = "-",
      value = {
        "-,               -,   -",
        "-,               '*', -",
        "'\"7\"',         -,   '\"7\"'",
        "'\"6\", \"7\"',  -,   '\"7\"'",
        "'*',             -,   '\"7\"'",
      })
  void changesAreAllowed(
      @Nullable String ifMatch, @Nullable String ifNoneMatch, @Nullable String current) {
    Precondition precondition = new Precondition(ifMatch, ifNoneMatch);

    assertThatCode(() -> precondition.checkChange(Optional.ofNullable(current)))
        .doesNotThrowAnyException();
  }

  @Test
  void theRefusalNamesTheCurrentTag() {
    assertThatThrownBy(() -> new Precondition("\"6\"", null).checkChange(Optional.of("\"7\"")))
        .hasMessageContaining("\"7\"")
        .hasMessageContaining("\"6\"");
  }
}
