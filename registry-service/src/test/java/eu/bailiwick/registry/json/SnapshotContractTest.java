package eu.bailiwick.registry.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.sovereignty.catalogue.Integrity;
import eu.bailiwick.sovereignty.catalogue.Snapshot;
import eu.bailiwick.sovereignty.eligibility.EligibilityTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The golden example is what routers are tested with. */
class SnapshotContractTest {

  private final JsonNode example = example();

  @Test
  void theExampleIsReadAndWrittenUnchanged() {
    Snapshot snapshot = read();

    assertThat(CatalogueJson.parse(CatalogueJson.write(snapshot))).isEqualTo(example);
  }

  @Test
  void theExampleIsSound() {
    Snapshot snapshot = read();

    assertThat(Integrity.check(snapshot.catalogue(), snapshot.issuedAt())).isEmpty();
  }

  @Test
  void theExamplesCertificateIsWhatCountingGives() {
    Snapshot snapshot = read();

    assertThat(
            EligibilityTable.compile(
                    snapshot.catalogue(),
                    snapshot.cell(),
                    snapshot.issuedAt(),
                    snapshot.validUntil())
                .certificate())
        .isEqualTo(snapshot.certificate());
  }

  private Snapshot read() {
    Violations violations = new Violations();
    Snapshot snapshot =
        new RecordReader(violations).read(Snapshot.class, example, "").orElseThrow();
    assertThat(violations.list()).isEmpty();
    return snapshot;
  }

  private static JsonNode example() {
    try (InputStream in =
        Objects.requireNonNull(
            SnapshotContractTest.class.getResourceAsStream("/contract/snapshot-v1.example.json"))) {
      return CatalogueJson.mapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
