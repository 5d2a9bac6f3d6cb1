package eu.bailiwick.registry.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.json.CatalogueJson;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The golden example is what routers are tested with. */
class DeltaContractTest {

  @Test
  void theExampleIsWhatIsWritten() throws IOException {
    Instant at = Instant.parse("2026-11-23T12:00:00Z");
    Delta delta =
        new Delta(Delta.FORMAT, new Revocation(Revocation.Kind.ENDPOINT, "chat-paris", at), 43, at);

    assertThat(CatalogueJson.parse(CatalogueJson.write(delta))).isEqualTo(example());
  }

  private static JsonNode example() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            DeltaContractTest.class.getResourceAsStream("/contract/revocation-v1.example.json"))) {
      return CatalogueJson.mapper().readTree(in);
    }
  }
}
