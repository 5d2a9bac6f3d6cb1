package eu.bailiwick.registry.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Integrity;
import eu.bailiwick.sovereignty.catalogue.Limits;
import eu.bailiwick.sovereignty.catalogue.Priority;
import eu.bailiwick.sovereignty.catalogue.Snapshot;
import eu.bailiwick.sovereignty.eligibility.EligibilityTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The golden example is what routers are tested with. */
class SnapshotContractTest {

  /** Members that came later than the first snapshots. */
  private static final Set<String> LATER =
      Set.of(
          "trustAnchors",
          "dialect",
          "capabilities",
          "weight",
          "canaryPercent",
          "maxConcurrentRequests",
          "peer",
          "limits",
          "priority",
          "remoteMedia");

  private final JsonNode example = example();

  @Test
  void theExampleIsReadAndWrittenUnchanged() {
    Snapshot snapshot = read();

    assertThat(CatalogueJson.parse(CatalogueJson.write(snapshot))).isEqualTo(example);
  }

  @Test
  void whatOlderSnapshotsDoNotSayHasItsDefault() {
    Catalogue catalogue = read(withoutMembers(example, LATER)).catalogue();

    assertThat(catalogue.sites()).allMatch(site -> site.trustAnchors().isEmpty());
    assertThat(catalogue.endpoints())
        .allSatisfy(
            e ->
                assertThat(e)
                    .isEqualTo(
                        new Endpoint(
                            e.id(),
                            e.version(),
                            e.site(),
                            e.baseUrl(),
                            e.servedModel(),
                            e.state(),
                            e.facts())));
    assertThat(catalogue.tenants()).allMatch(tenant -> tenant.limits().equals(Limits.NONE));
    assertThat(catalogue.applications())
        .allMatch(a -> a.limits().equals(Limits.NONE) && a.priority() == Priority.STANDARD);
    assertThat(catalogue.policies()).allMatch(policy -> policy.remoteMedia() == null);
    assertThat(catalogue.keys()).allMatch(key -> key.limits().equals(Limits.NONE));
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
    return read(example);
  }

  private static Snapshot read(JsonNode json) {
    Violations violations = new Violations();
    Snapshot snapshot = new RecordReader(violations).read(Snapshot.class, json, "").orElseThrow();
    assertThat(violations.list()).isEmpty();
    return snapshot;
  }

  private static JsonNode withoutMembers(JsonNode json, Set<String> names) {
    JsonNode copy = json.deepCopy();
    names.forEach(
        name -> copy.findParents(name).forEach(parent -> ((ObjectNode) parent).remove(name)));
    return copy;
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
