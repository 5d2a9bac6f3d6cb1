package eu.bailiwick.registry.idempotency;

import static eu.bailiwick.registry.RegistryApi.get;
import static eu.bailiwick.registry.RegistryApi.revision;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import eu.bailiwick.registry.MovableClock;
import eu.bailiwick.registry.RegistryParts;
import eu.bailiwick.registry.RegistryTest;
import eu.bailiwick.registry.catalogue.CatalogueStore;
import eu.bailiwick.registry.catalogue.Plan;
import eu.bailiwick.registry.catalogue.Provenance;
import eu.bailiwick.registry.document.Reading;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.json.CatalogueJson;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RegistryTest
class IdempotencyTest {

  @Inject MovableClock clock;
  @Inject KeptAnswers answers;
  @Inject CatalogueStore store;

  @Test
  void theSameRequestGetsTheSameAnswerAgain() {
    String first =
        apply("anna", "again-1", "tenants: [{id: again-1, name: A}]")
            .statusCode(200)
            .header("Idempotency-Replayed", nullValue())
            .body("created", equalTo(1))
            .extract()
            .asString();
    long after = revision();

    String second =
        apply("anna", "again-1", "tenants: [{id: again-1, name: A}]")
            .statusCode(200)
            .contentType("application/json")
            .header("Idempotency-Replayed", "true")
            .extract()
            .asString();

    assertThat(second).isEqualTo(first);
    assertThat(revision()).isEqualTo(after);
  }

  @Test
  void theKeyStandsForOneRequest() {
    apply("anna", "other-body", "tenants: [{id: other-body, name: A}]").statusCode(200);
    long before = revision();

    apply("anna", "other-body", "tenants: [{id: other-body, name: B}]")
        .statusCode(422)
        .contentType("application/problem+json")
        .body("code", equalTo("idempotency_key_reused"));
    post("anna", "other-body", "tenants: [{id: other-body, name: A}]", "?dryRun=true")
        .statusCode(422);
    assertThat(revision()).isEqualTo(before);
  }

  @Test
  void everyActorHasKeysOfTheirOwn() {
    apply("anna", "own", "tenants: [{id: own-a, name: A}]").statusCode(200);

    apply("boris", "own", "tenants: [{id: own-b, name: B}]")
        .statusCode(200)
        .header("Idempotency-Replayed", nullValue());
    get("/v1/tenants/own-b").statusCode(200);
  }

  @Test
  void aRefusalIsNotKept() {
    apply("anna", "refused", "applications: [{id: r-1, tenant: r-t, name: R, dataClass: public}]")
        .statusCode(422)
        .body("code", equalTo("invalid_catalogue"));
    apply("anna", "r-tenant", "tenants: [{id: r-t, name: T}]").statusCode(200);

    apply("anna", "refused", "applications: [{id: r-1, tenant: r-t, name: R, dataClass: public}]")
        .statusCode(200)
        .header("Idempotency-Replayed", nullValue());
  }

  @Test
  void anAnswerIsForgottenAfterItsTime() {
    apply("anna", "day", "tenants: [{id: day-1, name: A}]").statusCode(200);
    clock.advance(Duration.ofHours(25));

    apply("anna", "day", "tenants: [{id: day-2, name: B}]")
        .statusCode(200)
        .header("Idempotency-Replayed", nullValue());
    apply("anna", "day", "tenants: [{id: day-2, name: B}]").header("Idempotency-Replayed", "true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "é", "a\tb"})
  void aKeyIsPrintable(String key) {
    apply("anna", key, "tenants: []").statusCode(400).body("code", equalTo("invalid_parameter"));
  }

  @Test
  void aKeyHasABound() {
    apply("anna", "k".repeat(255), "tenants: []").statusCode(200);
    apply("anna", "k".repeat(256), "tenants: []").statusCode(400);
  }

  @Test
  void whileTheFirstRunsTheSecondIsRefused() throws Exception {
    KeptAnswers.Request request = new KeptAnswers.Request("anna", "/test", "running", "d");
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> first =
          threads.submit(
              () ->
                  once(
                      request,
                      () -> {
                        running.countDown();
                        end.await();
                        return "first";
                      }));
      running.await();

      assertThatThrownBy(() -> once(request, () -> "second"))
          .isInstanceOfSatisfying(
              RefusedException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.IDEMPOTENCY_KEY_IN_USE));
      end.countDown();
      assertThat(first.get()).isEqualTo("first");
    }
    assertThatThrownBy(() -> once(request, () -> "third"))
        .isInstanceOfSatisfying(
            ReplayedException.class, e -> assertThat(e.answer().body()).isEqualTo("first"));
  }

  @Test
  void changeAndAnswerStandOrFallTogether() {
    KeptAnswers.Request request = new KeptAnswers.Request("anna", "/test", "late", "d");
    Reading document =
        Reading.document(CatalogueJson.parse("{\"tenants\":[{\"id\":\"late\",\"name\":\"L\"}]}"));
    Callable<Long> change =
        () -> {
          store.change(new Provenance("anna", null), before -> Plan.of(before, document.upserts()));
          return store.current().revision();
        };
    long before = revision();

    assertThatThrownBy(
            () ->
                answers.once(
                    request,
                    change,
                    answer -> {
                      assertThat(answer).isEqualTo(before + 1);
                      throw new IllegalStateException("crash");
                    }))
        .hasMessage("crash");

    assertThat(revision()).isEqualTo(before);
    get("/v1/tenants/late").statusCode(404);
    assertThat(answers.once(request, change, answer -> new KeptAnswer(200, Map.of(), null)))
        .isEqualTo(before + 1);
    get("/v1/tenants/late").statusCode(200);
  }

  @Test
  void ofManyAtOnceOneIsDone() throws Exception {
    long before = revision();
    List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> tasks =
          Collections.nCopies(
              10,
              () ->
                  statuses.add(
                      apply("anna", "many", "tenants: [{id: many-once, name: A}]")
                          .extract()
                          .statusCode()));
      for (Future<Boolean> task : threads.invokeAll(tasks)) {
        task.get();
      }
    }

    assertThat(statuses).contains(200).isSubsetOf(200, 409);
    assertThat(revision()).isEqualTo(before + 1);
  }

  @Test
  void answersMustBeKeptForSomeTime() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new KeptAnswers(new AnswerRows(), () -> Duration.ZERO, clock))
        .withMessageContaining("bailiwick.idempotency.retention");
  }

  private String once(KeptAnswers.Request request, Callable<String> action) {
    return answers.once(request, action, body -> new KeptAnswer(200, Map.of(), body));
  }

  private static ValidatableResponse apply(String actor, String key, String yaml) {
    return post(actor, key, yaml, "");
  }

  private static ValidatableResponse post(String actor, String key, String yaml, String query) {
    return given()
        .urlEncodingEnabled(false)
        .auth()
        .oauth2(RegistryParts.token(actor, "operator"))
        .header("Idempotency-Key", key)
        .contentType("application/yaml")
        .body(yaml.getBytes(StandardCharsets.UTF_8))
        .post("/v1/catalogue:apply" + query)
        .then();
  }
}
