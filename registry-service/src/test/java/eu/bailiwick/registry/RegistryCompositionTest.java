package eu.bailiwick.registry;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import eu.bailiwick.registry.catalogue.ForesightSettings;
import eu.bailiwick.registry.document.DocumentSettings;
import eu.bailiwick.registry.proposal.ProposalSettings;
import eu.bailiwick.registry.snapshot.SigningKeys;
import eu.bailiwick.registry.snapshot.SnapshotSettings;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryCompositionTest {

  @TempDir Path directory;

  @Test
  void theDefaultsAreUsable() {
    assertThatCode(() -> check("unrelated", "1")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "bailiwick.snapshot.validity, PT0S",
    "bailiwick.snapshot.validity, PT-1H",
    "bailiwick.document.max-size, 0",
    "bailiwick.document.max-size, 17M",
    "bailiwick.plan.horizon, PT0S",
    "bailiwick.proposal.validity, PT-1S"
  })
  void unusableSettingsStopTheServiceByName(String property, String value) {
    assertThatIllegalStateException()
        .isThrownBy(() -> check(property, value))
        .withMessageContaining(property);
  }

  private void check(String property, String value) throws IOException {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withConverter(MemorySize.class, 100, new MemorySizeConverter())
            .withMapping(SnapshotSettings.class)
            .withMapping(DocumentSettings.class)
            .withMapping(ForesightSettings.class)
            .withMapping(ProposalSettings.class)
            .withDefaultValue(property, value)
            .build();
    RegistryComposition composition = new RegistryComposition();
    composition.check(
        new StartupEvent(),
        SigningKeys.load(Optional.of(keyFile()), List.of()),
        config.getConfigMapping(SnapshotSettings.class),
        config.getConfigMapping(DocumentSettings.class));
    composition.checkDecisions(
        new StartupEvent(),
        config.getConfigMapping(ForesightSettings.class),
        config.getConfigMapping(ProposalSettings.class));
  }

  private String keyFile() throws IOException {
    return Files.writeString(
            directory.resolve("key.json"),
            RegistryParts.newKey("k").toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE))
        .toString();
  }
}
