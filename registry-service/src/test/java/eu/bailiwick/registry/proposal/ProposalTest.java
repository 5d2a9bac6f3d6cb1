package eu.bailiwick.registry.proposal;

import static eu.bailiwick.registry.RegistryApi.as;
import static eu.bailiwick.registry.RegistryApi.get;
import static eu.bailiwick.registry.RegistryApi.revision;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import eu.bailiwick.registry.MovableClock;
import eu.bailiwick.registry.RegistryApi;
import eu.bailiwick.registry.RegistryParts;
import eu.bailiwick.registry.RegistryTest;
import eu.bailiwick.registry.World;
import eu.bailiwick.registry.catalogue.CatalogueStore;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RegistryTest
class ProposalTest {

  @Inject CatalogueStore store;
  @Inject MovableClock clock;

  private World world = new World("none");

  @BeforeEach
  void aWorldOfItsOwn(TestInfo test) {
    String method = test.getTestMethod().orElseThrow().getName();
    world = World.in(store, "w" + Integer.toHexString(method.hashCode()));
  }

  @Test
  void whatWouldPermitMoreIsKeptAndNotApplied() {
    long before = revision();

    String location =
        putPolicy("ada", "FR DE")
            .statusCode(202)
            .body("state", equalTo("OPEN"))
            .body("author", equalTo("ada"))
            .body("reason", equalTo("more places"))
            .body("at", notNullValue())
            .body("revision", equalTo((int) before))
            .body("denyToPermit", greaterThanOrEqualTo(1))
            .body("permitToDeny", equalTo(0))
            .body(world.flips("dataClass"), contains("personal"))
            .body(world.flips("endpoint"), everyItem(equalTo(world.id("berlin"))))
            .body("flips.change", everyItem(equalTo("DENY_TO_PERMIT")))
            .body("changed[0].id", equalTo(world.id("policy")))
            .body("changed[0].fields.path", contains("constraints[0].processingWithin.areas"))
            .body("more.flips", equalTo(0))
            .extract()
            .header("Location");

    assertThat(revision()).isEqualTo(before);
    assertThat(location).contains("/v1/proposals/");
    get(location.substring(location.indexOf("/v1/")))
        .statusCode(200)
        .body("state", equalTo("OPEN"))
        .body("changed[0].fields[0].before", contains("FR"))
        .body("changed[0].fields[0].after", contains("FR", "DE"));
  }

  @Test
  void whatWouldPermitMoreByADocumentIsKeptAsAWhole() {
    long before = revision();

    RegistryApi.apply(
            world.policies("FR DE") + "tenants: [{id: %s, name: New}]".formatted(world.id("new")))
        .statusCode(202)
        .body("created.id", contains(world.id("new")))
        .body("created[0].value.name", equalTo("New"));

    assertThat(revision()).isEqualTo(before);
    get("/v1/tenants/" + world.id("new")).statusCode(404);
  }

  @Test
  void whatLetsMediaFromElsewhereInIsKeptAndNotApplied() {
    put("ada", saying("ALLOW"))
        .statusCode(202)
        .body("denyToPermit", greaterThanOrEqualTo(1))
        .body(world.flips("change"), contains("REMOTE_MEDIA_PERMITTED"))
        .body(world.flips("endpoint"), contains(world.id("paris")))
        .body("changed[0].fields.path", contains("remoteMedia"));
  }

  @Test
  void whatForbidsMediaFromElsewhereIsAppliedAtOnce() {
    put("ada", saying("FORBID")).statusCode(200).body("remoteMedia", equalTo("FORBID"));
  }

  private String saying(String remoteMedia) {
    return world.policy("FR").replaceFirst("\\{", "{\"remoteMedia\": \"" + remoteMedia + "\", ");
  }

  @Test
  void aPatchThatWouldPermitMoreIsKept() {
    long before = revision();

    policy("ada")
        .contentType("application/merge-patch+json")
        .body(
            """
            {"constraints": [{"processingWithin": {"areas": ["FR", "DE"], "minGrade": "DECLARED"}}]}""")
        .patch("/v1/policies/" + world.id("policy"))
        .then()
        .statusCode(202)
        .body(world.flips("endpoint"), everyItem(equalTo(world.id("berlin"))));

    assertThat(revision()).isEqualTo(before);
  }

  @Test
  void aRemovalThatWouldPermitMoreIsKeptUntilItIsApproved() {
    String strict = "/v1/policies/" + world.id("strict");
    RegistryApi.apply(
            "policies: ["
                + world.policy("IT").replace(world.id("policy"), world.id("strict"))
                + "]")
        .statusCode(200);

    ValidatableResponse answer = policy("ada").delete(strict).then().statusCode(202);

    answer.body(world.flips("endpoint"), everyItem(equalTo(world.id("paris"))));
    get(strict).statusCode(200);
    approve("bob", location(answer)).statusCode(200);
    get(strict).statusCode(404);
  }

  @Test
  void whatPermitsLessIsAppliedAtOnce() {
    putPolicy("ada", "DE EEA").statusCode(202);
    putPolicy("ada", "IT").statusCode(200);
  }

  @Test
  void whatHasNoBearingOnDecisionsIsAppliedAtOnce() {
    RegistryApi.apply(
            "applications: [{id: %s, tenant: %s, name: Renamed, dataClass: personal}]"
                .formatted(world.id("app"), world.id("tenant")))
        .statusCode(200)
        .body("changed", equalTo(1));
  }

  @Test
  void aFactThatBeginsLaterCountsToday() {
    RegistryApi.apply(
            """
            endpoints:
              - id: %1$s-berlin
                version: %1$s-version
                site: %1$s-fr
                baseUrl: https://berlin.example
                servedModel: m
                state: ENABLED
                facts:
                  processing:
                    {value: [FR], grade: DECLARED, source: s, validFrom: "2029-01-01T00:00:00Z"}
            """
                .formatted(world.name()))
        .statusCode(202)
        .body(world.flips("endpoint"), contains(world.id("berlin")));
  }

  @Test
  void anApprovalIsOneChangeThatNamesBoth() {
    String id = propose();
    long before = revision();

    approve("bob", id)
        .statusCode(200)
        .body("state", equalTo("APPROVED"))
        .body("decidedBy", equalTo("bob"))
        .body("decisionReason", equalTo("checked"))
        .body("decidedAt", notNullValue())
        .body("appliedRevision", equalTo((int) before + 1));

    assertThat(revision()).isEqualTo(before + 1);
    get("/v1/policies/" + world.id("policy"))
        .header("ETag", "\"" + (before + 1) + "\"")
        .body("constraints[0].processingWithin.areas", contains("FR", "DE"));
    get("/v1/catalogue/changes?since=" + before)
        .body("items[0].actor", equalTo("ada"))
        .body("items[0].approvedBy", equalTo("bob"))
        .body("items[0].reason", equalTo("more places"))
        .body("items[0].items.id", contains(world.id("policy")));
  }

  @Test
  void nobodyApprovesTheirOwn() {
    String id = propose();
    long before = revision();

    approve("ada", id).statusCode(403).body("code", equalTo("four_eyes"));
    decide("reject", "ada", "approver", "no", id).statusCode(403);

    assertThat(revision()).isEqualTo(before);
    get("/v1/proposals/" + id).body("state", equalTo("OPEN"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator", "officer", "router", "tenant-admin"})
  void onlyApproversDecide(String role) {
    String id = propose();

    decide("approve", "bob", role, "yes", id).statusCode(403).body("code", equalTo("forbidden"));
    decide("reject", "bob", role, "no", id).statusCode(403);

    get("/v1/proposals/" + id).body("state", equalTo("OPEN"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"approve", "reject"})
  void aDecisionNeedsAReason(String verb) {
    String id = propose();

    decide(verb, "bob", "approver", " ", id)
        .statusCode(422)
        .body("violations[0].path", equalTo("reason"));

    get("/v1/proposals/" + id).body("state", equalTo("OPEN"));
  }

  @Test
  void aProposalIsStaleOnceWhatItTouchesHasChanged() {
    String id = propose();
    putPolicy("ada", "IT").statusCode(200);
    long before = revision();

    approve("bob", id)
        .statusCode(409)
        .body("code", equalTo("proposal_stale"))
        .body("detail", containsString("policies/" + world.id("policy")));

    assertThat(revision()).isEqualTo(before);
    get("/v1/proposals/" + id).body("state", equalTo("OPEN"));
  }

  @Test
  void aProposalIsStaleOnceItWouldPermitMoreThanWasShown() {
    String id = propose();
    RegistryApi.apply(
            "applications: [{id: %s, tenant: %s, name: Late, dataClass: personal}]"
                .formatted(world.id("late"), world.id("tenant")))
        .statusCode(200);
    long before = revision();

    approve("bob", id)
        .statusCode(409)
        .body("code", equalTo("proposal_stale"))
        .body("detail", containsString(world.id("late")));

    assertThat(revision()).isEqualTo(before);
  }

  @Test
  void whatChangedElsewhereDoesNotMatter() {
    String id = propose();
    RegistryApi.apply("tenants: [{id: %s, name: E}]".formatted(world.id("elsewhere")))
        .statusCode(200);

    approve("bob", id).statusCode(200);
  }

  @Test
  void examplesOfPoliciesRunAgainWhenAnApprovalLoadsThem() {
    String policy =
        world
            .policy("FR DE")
            .replace(
                "\"constraints\"",
                "\"examples\": [{\"endpoint\": \"%s\", \"expect\": \"PERMIT\"}], \"constraints\""
                    .formatted(world.id("berlin")));
    String id = location(put("ada", policy).statusCode(202));
    RegistryApi.apply(
            """
            endpoints:
              - id: %1$s-berlin
                version: %1$s-version
                site: %1$s-de
                servedModel: m
                state: ENABLED
                facts: {processing: {value: [US], grade: DECLARED, source: s}}
            """
                .formatted(world.name()))
        .statusCode(200);
    long before = revision();

    approve("bob", id)
        .statusCode(422)
        .body("violations.path", contains("policies[\"" + world.id("policy") + "\"].examples[0]"));

    assertThat(revision()).isEqualTo(before);
    get("/v1/proposals/" + id).body("state", equalTo("OPEN"));
  }

  @Test
  void ofManyApproversAtOnceOneMakesTheChange() throws Exception {
    String id = propose();
    long before = revision();

    List<Integer> statuses =
        inParallel(16, i -> approve("approver-" + i, id).extract().statusCode());

    assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
    assertThat(statuses).filteredOn(status -> status == 409).hasSize(15);
    assertThat(revision()).isEqualTo(before + 1);
    get("/v1/catalogue/changes?since=" + before).body("items", hasSize(1));
  }

  @Test
  void ofApprovalAndRejectionAtOnceOneCounts() throws Exception {
    String id = propose();
    long before = revision();

    inParallel(
        8,
        i ->
            decide(i % 2 == 0 ? "approve" : "reject", "bob-" + i, "approver", "r", id)
                .extract()
                .statusCode());

    String state = get("/v1/proposals/" + id).extract().path("state");
    assertThat(revision()).isEqualTo("APPROVED".equals(state) ? before + 1 : before);
  }

  @Test
  void whatIsDecidedIsClosedForGood() {
    String rejected = propose();
    decide("reject", "bob", "approver", "too far", rejected)
        .statusCode(200)
        .body("state", equalTo("REJECTED"))
        .body("decisionReason", equalTo("too far"));
    String withdrawn = propose();
    decide("withdraw", "bob", "operator", "r", withdrawn)
        .statusCode(403)
        .body("code", equalTo("forbidden"));
    decide("withdraw", "ada", "operator", "r", withdrawn)
        .statusCode(200)
        .body("state", equalTo("WITHDRAWN"))
        .body("decidedBy", equalTo("ada"));

    for (String id : List.of(rejected, withdrawn)) {
      approve("bob", id).statusCode(409).body("code", equalTo("proposal_closed"));
      decide("reject", "bob", "approver", "r", id).statusCode(409);
      decide("withdraw", "ada", "operator", "r", id).statusCode(409);
    }
  }

  @Test
  void aProposalExpires() {
    String id = propose();

    clock.advance(Duration.ofDays(7).plusSeconds(1));

    get("/v1/proposals/" + id).body("state", equalTo("EXPIRED"));
    get("/v1/proposals?state=EXPIRED").body("items.id", hasItem(id));
    get("/v1/proposals?state=OPEN").body("items.id", not(hasItem(id)));
    approve("bob", id).statusCode(409).body("detail", containsString("EXPIRED"));
  }

  @Test
  void whoAsksAgainGetsTheSameProposal() {
    String id = propose();

    assertThat(propose()).isEqualTo(id);
    assertThat(propose("cleo")).isNotEqualTo(id);
    assertThat(location(putPolicy("ada", "FR DE IT").statusCode(202))).isNotEqualTo(id);
  }

  @Test
  void proposalsComeInPagesNewestFirst() {
    List<String> ids = Stream.of("ada", "cleo", "dan").map(this::propose).toList();

    String next =
        get("/v1/proposals?state=OPEN&limit=2")
            .statusCode(200)
            .body("items.id", contains(ids.get(2), ids.get(1)))
            .body("items", everyItem(not(hasKey("flips"))))
            .body("items[0].denyToPermit", greaterThanOrEqualTo(1))
            .extract()
            .path("next");
    get("/v1/proposals?state=OPEN&limit=1&after=" + next)
        .body("items.id", contains(ids.getFirst()));
    get("/v1/proposals?state=APPROVED").body("items.id", not(hasItem(ids.getFirst())));
    get("/v1/proposals?limit=1000").body("next", nullValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"?state=open", "?limit=0", "?after=x", "?limit=1001"})
  void badQueriesAreRefused(String query) {
    get("/v1/proposals" + query).statusCode(400).body("code", equalTo("invalid_parameter"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "00000000-0000-0000-0000-000000000000"})
  void whatIsNotThereIsNotFound(String id) {
    get("/v1/proposals/" + id).statusCode(404);
    approve("bob", id).statusCode(404);
    decide("reject", "bob", "approver", "r", id).statusCode(404);
    decide("withdraw", "bob", "operator", "r", id).statusCode(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"router", "tenant-admin"})
  void proposalsAreNotForEverybody(String role) {
    as(role).get("/v1/proposals").then().statusCode(403);
  }

  private String propose() {
    return propose("ada");
  }

  private String propose(String author) {
    return location(putPolicy(author, "FR DE").statusCode(202));
  }

  private static String location(ValidatableResponse answer) {
    String location = answer.extract().header("Location");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private ValidatableResponse putPolicy(String author, String areas) {
    return put(author, world.policy(areas));
  }

  private ValidatableResponse put(String author, String policy) {
    return policy(author)
        .contentType(ContentType.JSON)
        .body(policy)
        .put("/v1/policies/" + world.id("policy"))
        .then();
  }

  private static RequestSpecification policy(String author) {
    return given()
        .auth()
        .oauth2(RegistryParts.token(author, "operator"))
        .header("If-Match", "*")
        .header("Bailiwick-Reason", "more places");
  }

  private static ValidatableResponse approve(String approver, String id) {
    return decide("approve", approver, "approver", "checked", id);
  }

  private static ValidatableResponse decide(
      String verb, String who, String role, String reason, String id) {
    return given()
        .auth()
        .oauth2(RegistryParts.token(who, role))
        .urlEncodingEnabled(false)
        .contentType(ContentType.JSON)
        .body("{\"reason\":\"" + reason + "\"}")
        .post("/v1/proposals/" + id + ":" + verb)
        .then();
  }

  private interface Decider {
    int decide(int i);
  }

  private static List<Integer> inParallel(int count, Decider decider) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> tasks =
          IntStream.range(0, count)
              .<Callable<Integer>>mapToObj(i -> () -> decider.decide(i))
              .toList();
      List<Integer> results = new ArrayList<>();
      for (Future<Integer> result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    }
  }
}
