package eu.bailiwick.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The manifests are sound, and the checks that say so find what is broken on purpose. */
class ManifestsTest {

  private static Map<String, KnownSettings> services = Map.of();

  @TempDir Path copy;

  @BeforeAll
  static void readServices() {
    services =
        Stream.of("registry", "routing", "metering")
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(),
                    name -> KnownSettings.ofPackaged(Manifests.HOME.resolve(name + "-service"))));
  }

  @Test
  void manifestsAreSound() throws IOException {
    assertThat(Inspection.problems(Manifests.FOLDER, services)).isEmpty();
  }

  @Test
  void registryAndCellAreTheOverlays() throws IOException {
    assertThat(Inspection.overlays(Manifests.FOLDER))
        .extracting(overlay -> Manifests.FOLDER.relativize(overlay).toString())
        .containsExactlyInAnyOrder("registry", "cells/fr");
  }

  /** Each line breaks one place in a copy of the manifests, and says what must be found. */
  @ParameterizedTest
  @CsvFileSource(
      resources = "broken.csv",
      numLinesToSkip = 1,
      delimiter = ';',
      quoteCharacter = '~',
      ignoreLeadingAndTrailingWhitespace = false,
      maxCharsPerColumn = 500)
  void brokenManifestIsFound(String file, String replace, String with, String problem)
      throws IOException {
    Manifests.copyTo(copy);
    Path broken = copy.resolve(file);
    String text = Files.readString(broken);
    String from = lines(replace);
    assertThat(text).as("what is to be broken in %s", file).contains(from);

    Files.writeString(broken, text.replace(from, with == null ? "" : lines(with)));

    assertThat(Inspection.problems(copy, services))
        .anySatisfy(found -> assertThat(found).contains(problem));
  }

  private static String lines(String text) {
    return text.replace("\\n", "\n");
  }
}
