package eu.bailiwick.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bailiwick.local.platform.StartException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

  @Test
  void readsValuesAfterASpaceOrAnEqualsSign() throws Exception {
    Options options =
        Options.parse(
            List.of(
                "--empty",
                "--no-recording",
                "--keep",
                "data",
                "--port-base=9000",
                "--ready-file",
                "ready.json",
                "--upstream=scripted-chat=http://127.0.0.1:8000/v1"));
    assertThat(options)
        .isEqualTo(
            new Options(
                false,
                true,
                false,
                Path.of("data"),
                9000,
                Path.of("ready.json"),
                Map.of("scripted-chat", URI.create("http://127.0.0.1:8000/v1"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--nothing", "word", "--keep", "--port-base=x", "--upstream=a=ftp://b"})
  void refusesWhatItDoesNotUnderstand(String argument) {
    assertThatThrownBy(() -> Options.parse(List.of(argument)))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(argument.split("=", -1)[0]);
  }

  @Test
  void helpNamesEveryOption() {
    assertThat(Options.helpText())
        .contains(
            "--empty",
            "--no-recording",
            "--keep",
            "--port-base",
            "--ready-file",
            "--upstream",
            "--help");
  }

  @Test
  void theScriptLetsEveryOptionPass() throws Exception {
    String script = Files.readString(SharedPlatform.home().resolve("bailiwick"));
    assertThat(Pattern.compile("(?m)^ +(--[a-z-]+)").matcher(Options.helpText()).results())
        .hasSizeGreaterThan(5)
        .allSatisfy(option -> assertThat(script).containsPattern(option.group(1) + "\\b.*\\)"));
  }
}
