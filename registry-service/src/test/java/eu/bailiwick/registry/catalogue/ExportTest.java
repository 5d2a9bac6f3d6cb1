package eu.bailiwick.registry.catalogue;

import static eu.bailiwick.registry.RegistryApi.as;
import static eu.bailiwick.registry.RegistryApi.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import eu.bailiwick.registry.RegistryApi;
import eu.bailiwick.registry.RegistryTest;
import eu.bailiwick.registry.document.DocumentParser;
import eu.bailiwick.registry.document.Format;
import eu.bailiwick.registry.document.Reading;
import io.restassured.http.ContentType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@RegistryTest
class ExportTest {

  private static final String AWKWARD =
      """
      entities:
        - id: export-awkward
          name: "NO: 'on' \\"1e3\\" # \\\\ - é 𝄞 [x]\\n  two lines \\t"
          controllers:
            value: [{by: example-cloud, kind: CAPITAL, percent: 12.50}]
            grade: DECLARED
            source: "0x1F"
            validFrom: 2026-01-01T00:00:00Z
      """;

  @Test
  void anExportIsYamlUnlessJsonIsAskedFor() {
    as("officer")
        .get("/v1/catalogue:export")
        .then()
        .statusCode(200)
        .contentType("application/yaml")
        .header("Bailiwick-Revision", String.valueOf(revision()));
    as("officer")
        .accept(ContentType.JSON)
        .get("/v1/catalogue:export")
        .then()
        .statusCode(200)
        .contentType("application/json")
        .body("tenants.size()", greaterThan(0));
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void anExportAppliedChangesNothing(Format format) {
    RegistryApi.applyExample();
    RegistryApi.apply(AWKWARD).statusCode(200);
    String type = format == Format.YAML ? "application/yaml" : "application/json";
    byte[] export = as("officer").accept(type).get("/v1/catalogue:export").asByteArray();
    long before = revision();

    as("operator")
        .contentType(type)
        .body(export)
        .post("/v1/catalogue:apply")
        .then()
        .statusCode(200)
        .body("created", equalTo(0))
        .body("changed", equalTo(0))
        .body("revision", equalTo((int) before));
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void anExportAppliedToNothingExportsTheSameBytes(Format format) {
    RegistryApi.applyExample();
    RegistryApi.apply(AWKWARD).statusCode(200);
    String type = format == Format.YAML ? "application/yaml" : "application/json";
    byte[] export = as("officer").accept(type).get("/v1/catalogue:export").asByteArray();

    CatalogueState made = applied(export, format);

    assertThat(Export.of(made, format).getBytes(StandardCharsets.UTF_8)).isEqualTo(export);
    assertThat(made.revision()).isEqualTo(1);
  }

  private static CatalogueState applied(byte[] document, Format format) {
    Reading reading =
        Reading.documents(
            new DocumentParser(16 << 20).parseAll(new ByteArrayInputStream(document), format));
    Soundness.check(reading, CatalogueState.empty(), Instant.parse("2026-11-23T00:00:00Z"));
    return CatalogueState.empty().with(1, reading.upserts(), List.of());
  }
}
