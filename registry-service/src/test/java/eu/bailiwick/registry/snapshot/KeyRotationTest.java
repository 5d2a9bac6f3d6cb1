package eu.bailiwick.registry.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.registry.RegistryApi;
import eu.bailiwick.registry.RegistryParts;
import eu.bailiwick.registry.RegistryTest;
import eu.bailiwick.registry.catalogue.CatalogueStore;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process of the registry signs with the next key while others still have the old one. */
@RegistryTest
class KeyRotationTest {

  private static final String CELL = "example-eea";

  @TempDir Path directory;
  @Inject CatalogueStore catalogue;
  @Inject SnapshotRows rows;
  @Inject SnapshotSettings settings;
  @Inject SnapshotIssuer issuer;
  @Inject Clock clock;

  private final OctetKeyPairJsonWebKey next = RegistryParts.newKey("next-key");

  @BeforeEach
  void aCell() {
    RegistryApi.applyExample();
  }

  @Test
  void whatThePublishedOldKeySignedIsServedOn() throws IOException {
    IssuedSnapshot old = issuer.current(CELL).orElseThrow();
    String published = RegistryApi.get("/v1/snapshot-keys").extract().asString();

    SnapshotIssuer rotated = issuer(List.of(file(published)));

    assertThat(rotated.current(CELL)).hasValue(old);
  }

  @Test
  void whatANoLongerPublishedKeySignedIsReplaced() throws IOException {
    IssuedSnapshot old = issuer.current(CELL).orElseThrow();

    IssuedSnapshot replaced = issuer(List.of()).current(CELL).orElseThrow();

    assertThat(old.keyId()).isEqualTo("test-key");
    assertThat(replaced.keyId()).isEqualTo("next-key");
    assertThat(replaced.revision()).isEqualTo(old.revision());
  }

  private SnapshotIssuer issuer(List<String> published) throws IOException {
    SigningKeys keys =
        SigningKeys.load(
            Optional.of(file(next.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE))),
            published);
    return new SnapshotIssuer(catalogue, rows, keys, settings, clock);
  }

  private String file(String content) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "key", ".json"), content).toString();
  }
}
