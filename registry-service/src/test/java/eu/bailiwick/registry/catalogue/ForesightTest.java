package eu.bailiwick.registry.catalogue;

import static eu.bailiwick.registry.RegistryApi.as;
import static eu.bailiwick.registry.RegistryApi.get;
import static eu.bailiwick.registry.RegistryApi.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;

import eu.bailiwick.registry.RegistryApi;
import eu.bailiwick.registry.RegistryTest;
import eu.bailiwick.registry.World;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What changes would do, and what revisions did, over HTTP. */
@RegistryTest
class ForesightTest {

  @Inject CatalogueStore store;

  private static int worlds;

  private World world = new World("none");

  @BeforeEach
  void world() {
    world = World.in(store, "foresight-" + ++worlds);
  }

  @Test
  void aPlanSaysWhatWouldBeNewDifferentAndTurned() {
    long before = revision();

    plan(
            "operator",
            """
            applications:
              - {id: %1$s, tenant: %2$s, name: Renamed, dataClass: personal}
            tenants:
              - {id: %2$s, name: Tenant}
              - {id: foresight-new, name: New}
            """
                    .formatted(world.id("app"), world.id("tenant"))
                + world.policies("FR DE"))
        .statusCode(200)
        .body("revision", equalTo((int) before))
        .body("created", hasSize(1))
        .body("created[0].kind", equalTo("tenants"))
        .body("created[0].id", equalTo("foresight-new"))
        .body("changed.id", contains(world.id("app"), world.id("policy")))
        .body("changed[0].fields", hasSize(1))
        .body("changed[0].fields[0].path", equalTo("name"))
        .body("changed[0].fields[0].before", equalTo("App"))
        .body("changed[0].fields[0].after", equalTo("Renamed"))
        .body("changed[1].fields.path", contains("constraints[0].processingWithin.areas"))
        .body("unchanged", equalTo(1))
        .body("refused", empty())
        .body("flips.application", everyItem(equalTo(world.id("app"))))
        .body("flips.operation", everyItem(equalTo("CHAT")))
        .body("flips.change", everyItem(equalTo("DENY_TO_PERMIT")))
        .body(world.flips("endpoint"), everyItem(equalTo(world.id("berlin"))))
        .body(world.flips("dataClass"), contains("personal"))
        .body("needsSecondApprover", equalTo(true))
        .body("more.flips", equalTo(0));

    assertThat(revision()).isEqualTo(before);
  }

  @Test
  void aPlanThatTakesAwayNeedsNobodyElse() {
    plan("officer", world.policies("IT"))
        .statusCode(200)
        .body("flips.change", everyItem(equalTo("PERMIT_TO_DENY")))
        .body(world.flips("endpoint"), contains(world.id("paris")))
        .body("needsSecondApprover", equalTo(false));
  }

  @Test
  void aDryRunIsAPlan() {
    String document = world.policies("FR DE");

    String dryRun =
        as("operator")
            .contentType("application/yaml")
            .body(document.getBytes(StandardCharsets.UTF_8))
            .post("/v1/catalogue:apply?dryRun=true")
            .then()
            .statusCode(200)
            .extract()
            .asString();

    assertThat(plan("operator", document).extract().asString()).isEqualTo(dryRun);
  }

  @Test
  void ofAPlanThatWouldBeRefusedOnlyTheReasonsAreTold() {
    plan("operator", "applications: [{id: a, tenant: nobody, name: N, dataClass: personal}]")
        .statusCode(200)
        .body("refused.path", contains("applications[0].tenant"))
        .body("refused[0].message", containsString("nobody"))
        .body("created", empty())
        .body("flips", empty())
        .body("needsSecondApprover", equalTo(false));
  }

  @Test
  void listsHaveABoundAndSayWhatIsLeftOut() {
    String tenants =
        IntStream.range(0, 203)
            .mapToObj(i -> "{id: foresight-many-%d, name: N}".formatted(i))
            .collect(Collectors.joining(", ", "tenants: [", "]"));

    plan("operator", tenants)
        .statusCode(200)
        .body("created", hasSize(200))
        .body("more.created", equalTo(3));
  }

  @Test
  void aDocumentThatCannotBeParsedIsNoPlan() {
    plan("operator", "tenants: [").statusCode(400).body("code", equalTo("malformed_document"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"router", "tenant-admin"})
  void plansAndComparisonsAreNotForEverybody(String role) {
    plan(role, "tenants: []").statusCode(403);
    as(role).get("/v1/catalogue:compare?from=0").then().statusCode(403);
  }

  @Test
  void twoRevisionsAreComparedByResourcesLawAndAnswers() {
    long from = revision();
    RegistryApi.apply(world.policies("IT") + "tenants: [{id: foresight-later, name: L}]")
        .statusCode(200);
    long to = revision();
    // What is compared stays the same whatever comes later.
    RegistryApi.apply("tenants: [{id: foresight-latest, name: L}]").statusCode(200);

    get("/v1/catalogue:compare?from=" + from + "&to=" + to)
        .statusCode(200)
        .body("from", equalTo((int) from))
        .body("to", equalTo((int) to))
        .body("created.id", contains("foresight-later"))
        .body("changed.id", contains(world.id("policy")))
        .body("removed", empty())
        .body(world.flips("change"), contains("PERMIT_TO_DENY"))
        .body("lawFrom", equalTo(get("/v1/law").extract().<String>path("edition")))
        .body("more.flips", equalTo(0));
    get("/v1/catalogue:compare?from=" + to + "&to=" + from)
        .body("removed.id", contains("foresight-later"))
        .body(world.flips("change"), contains("DENY_TO_PERMIT"));
    get("/v1/catalogue:compare?from=" + to).body("to", equalTo((int) revision()));
  }

  @ParameterizedTest
  @CsvSource({"'', 400", "?from=x, 400", "?from=-1, 400", "?from=99999999, 404", "?form=1, 400"})
  void whatCannotBeComparedIsRefused(String query, int status) {
    get("/v1/catalogue:compare" + query).statusCode(status);
  }

  private static ValidatableResponse plan(String role, String document) {
    return as(role)
        .contentType("application/yaml")
        .body(document.getBytes(StandardCharsets.UTF_8))
        .post("/v1/catalogue:plan")
        .then();
  }
}
