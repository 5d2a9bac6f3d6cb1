package eu.bailiwick.registry.catalogue;

import static eu.bailiwick.registry.RegistryApi.apply;
import static eu.bailiwick.registry.RegistryApi.as;
import static eu.bailiwick.registry.RegistryApi.get;
import static eu.bailiwick.registry.RegistryApi.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;

import eu.bailiwick.registry.RegistryTest;
import io.restassured.http.ContentType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sample in the running registry. */
@RegistryTest
class EuropeanSitesApplyTest {

  private static final String CLAIM = "/v1/capacity-claims/mistral-bruyeres-power-2026";

  @BeforeEach
  void theSample() {
    apply(EuropeanSites.yaml()).statusCode(200);
  }

  @Test
  void theSampleIsWhatTheRegistryThenHolds() {
    long before = revision();

    apply(EuropeanSites.yaml())
        .statusCode(200)
        .body("revision", equalTo((int) before))
        .body("unchanged", equalTo(EuropeanSites.reading().upserts().size()));

    get("/v1/catalogue")
        .statusCode(200)
        .body("sites.id", hasItem("mistral-bruyeres"))
        .body("accelerators.id", hasItem("nvidia-gb300"))
        .body("capacityClaims.id", hasItem("munich-compute"));
  }

  @Test
  void theClaimsOnASiteStandByKindWithSourceAndDate() {
    get("/v1/sites/mistral-bruyeres/capacity")
        .statusCode(200)
        .body("site", equalTo("mistral-bruyeres"))
        .body("groups.kind", contains("ANNOUNCED", "INSTALLED"))
        .body("groups[0].claims.quantity.value", hasItems(276, 18000, 13800, 40, 44))
        .body("groups[0].claims.source.title", everyItem(notNullValue()))
        .body("groups[0].claims.asOf", hasItems("2025-06", "2026"))
        .body("groups[1].claims.id", contains("mistral-bruyeres-count-vendor"))
        .body("comparisons.size()", equalTo(9))
        .body(
            "comparisons.find { it.claim == 'mistral-bruyeres-compute-2026'"
                + " && it.count == 'mistral-bruyeres-count-2026' }.verdict",
            equalTo("PLAUSIBLE"))
        .body(
            "comparisons.findAll { it.count != 'mistral-bruyeres-count-2026' }.verdict",
            everyItem(equalTo("NOT_COMPARABLE")));
  }

  @Test
  void aSiteWithoutClaimsHasNoneAndAnUnknownSiteIsNotFound() {
    apply("sites: [{id: bare, name: B, country: FR, operator: mistral, status: ANNOUNCED}]")
        .statusCode(200);

    get("/v1/sites/bare/capacity")
        .statusCode(200)
        .body("groups", empty())
        .body("comparisons", empty());
    get("/v1/sites/nowhere/capacity").statusCode(404).body("code", equalTo("not_found"));
    get("/v1/sites/bare/capacity?sum=true")
        .statusCode(400)
        .body("code", equalTo("unknown_parameter"));
  }

  @Test
  void aChangedClaimLeavesWhatItSaidBeforeInTheHistory() {
    String claim = get(CLAIM).statusCode(200).extract().body().asString();
    String etag = get(CLAIM).extract().header("ETag");
    long before = revision();

    as("operator")
        .header("If-Match", etag)
        .header("Bailiwick-Reason", "corrected by the press")
        .contentType(ContentType.JSON)
        .body(claim.replace("\"value\":44", "\"value\":45"))
        .put(CLAIM)
        .then()
        .statusCode(200);

    get("/v1/catalogue/changes?since=" + before)
        .body("items[0].reason", equalTo("corrected by the press"))
        .body("items[0].items[0].kind", equalTo("capacity-claims"))
        .body("items[0].items[0].before.quantity.value", equalTo(44))
        .body("items[0].items[0].after.quantity.value", equalTo(45));
  }

  @Test
  void aRefusedClaimWritesNothing() {
    long before = revision();

    apply(
            """
            accelerators:
              - {id: refused-quick, vendor: nvidia, name: Quick}
            capacityClaims:
              - id: refused-claim
                site: nowhere
                accelerator: refused-quick
                kind: ANNOUNCED
                quantity: {value: 1, unit: GPU}
                source: {publisher: gazette, title: article}
            """)
        .statusCode(422)
        .body("code", equalTo("invalid_catalogue"))
        .body("violations.path", contains("capacityClaims[0].site"));

    get("/v1/accelerators/refused-quick").statusCode(404);
    assertThat(revision()).isEqualTo(before);
  }

  @Test
  void aSnapshotCarriesNoClaims() {
    apply("cells: [{id: european-sites, area: FR, sites: [mistral-bruyeres]}]").statusCode(200);

    String jws =
        as("router")
            .get("/v1/cells/european-sites/snapshot")
            .then()
            .statusCode(200)
            .extract()
            .asString();

    String payload =
        new String(Base64.getUrlDecoder().decode(jws.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    assertThat(payload)
        .contains("mistral-bruyeres")
        .doesNotContain("capacityClaims")
        .doesNotContain("EXAFLOPS");
  }
}
