package eu.bailiwick.registry.catalogue;

import static eu.bailiwick.registry.RegistryApi.as;
import static eu.bailiwick.registry.RegistryApi.get;
import static eu.bailiwick.registry.RegistryApi.put;
import static eu.bailiwick.registry.RegistryApi.revision;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import eu.bailiwick.registry.RegistryParts;
import eu.bailiwick.registry.RegistryTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

@RegistryTest
class ChangesTest {

  @Test
  void aChangeSaysWhoWhyAndWhatWasBeforeAndAfter() {
    long before = revision();
    given()
        .auth()
        .oauth2(RegistryParts.token("marie", "operator"))
        .contentType(ContentType.JSON)
        .header("Bailiwick-Reason", "new customer")
        .body("{\"id\":\"said\",\"name\":\"A\"}")
        .put("/v1/tenants/said")
        .then()
        .statusCode(201);
    as("operator")
        .header("If-Match", "*")
        .contentType(ContentType.JSON)
        .body("{\"id\":\"said\",\"name\":\"B\"}")
        .put("/v1/tenants/said")
        .then()
        .statusCode(200);

    JsonPath changes =
        get("/v1/catalogue/changes?since=" + before)
            .statusCode(200)
            .body("items", hasSize(2))
            .body("revision", equalTo((int) before + 2))
            .body("next", nullValue())
            .extract()
            .jsonPath();

    assertThat(changes.getLong("items[0].revision")).isEqualTo(before + 1);
    assertThat(changes.getString("items[0].actor")).isEqualTo("marie");
    assertThat(changes.getString("items[0].reason")).isEqualTo("new customer");
    assertThat(Instant.parse(changes.getString("items[0].at")))
        .isBeforeOrEqualTo(Instant.parse(changes.getString("items[1].at")));
    assertThat(changes.getString("items[0].items[0].kind")).isEqualTo("tenants");
    assertThat(changes.getString("items[0].items[0].id")).isEqualTo("said");
    assertThat(changes.<Object>get("items[0].items[0].before")).isNull();
    assertThat(changes.getString("items[0].items[0].after.name")).isEqualTo("A");
    assertThat(changes.getString("items[1].actor")).isEqualTo("operator");
    assertThat(changes.<Object>get("items[1].reason")).isNull();
    assertThat(changes.getString("items[1].items[0].before.name")).isEqualTo("A");
    assertThat(changes.getString("items[1].items[0].after.name")).isEqualTo("B");
  }

  @Test
  void changesComeInPages() {
    long before = revision();
    for (int i = 0; i < 3; i++) {
      put("/v1/tenants/paged-" + i, "{\"id\":\"paged-" + i + "\",\"name\":\"P\"}").statusCode(201);
    }

    String next =
        get("/v1/catalogue/changes?limit=2&since=" + before)
            .body("items", hasSize(2))
            .extract()
            .path("next");
    get("/v1/catalogue/changes?limit=2&since=" + next)
        .body("items", hasSize(1))
        .body("items[0].items[0].id", equalTo("paged-2"))
        .body("next", nullValue());
    get("/v1/catalogue/changes?since=" + (before + 3)).body("items", empty());
    get("/v1/catalogue/changes?since=-1").statusCode(400);
  }

  @Test
  void aReasonHasABound() {
    as("operator")
        .header("Bailiwick-Reason", "x".repeat(1001))
        .contentType(ContentType.JSON)
        .body("{\"id\":\"long\",\"name\":\"L\"}")
        .put("/v1/tenants/long")
        .then()
        .statusCode(400)
        .body("detail", containsString("Bailiwick-Reason"));
  }

  @Test
  void revisionsOfParallelWritersHaveNoGaps() throws Exception {
    long before = revision();
    int writers = 40;

    List<Integer> statuses =
        inParallel(
            writers,
            i ->
                as("operator")
                    .contentType(ContentType.JSON)
                    .body("{\"id\":\"parallel-" + i + "\",\"name\":\"P\"}")
                    .put("/v1/tenants/parallel-" + i)
                    .statusCode());

    assertThat(statuses).containsOnly(201);
    List<Integer> revisions =
        get("/v1/catalogue/changes?limit=1000&since=" + before).extract().path("items.revision");
    assertThat(revisions.stream().mapToLong(Integer::longValue).toArray())
        .isEqualTo(LongStream.rangeClosed(before + 1, before + writers).toArray());
  }

  @Test
  void ofParallelWritersOfOneResourceOneWinsEachRound() throws Exception {
    put("/v1/tenants/contended", "{\"id\":\"contended\",\"name\":\"N\"}").statusCode(201);
    for (int round = 0; round < 3; round++) {
      String etag = get("/v1/tenants/contended").extract().header("ETag");
      int current = round;

      List<Integer> statuses =
          inParallel(
              20,
              i ->
                  as("operator")
                      .header("If-Match", etag)
                      .contentType(ContentType.JSON)
                      .body("{\"id\":\"contended\",\"name\":\"" + current + "-" + i + "\"}")
                      .put("/v1/tenants/contended")
                      .statusCode());

      assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
      assertThat(statuses).filteredOn(status -> status == 412).hasSize(19);
    }
  }

  private interface Writer {
    int write(int i);
  }

  private static List<Integer> inParallel(int count, Writer writer) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> tasks =
          IntStream.range(0, count)
              .<Callable<Integer>>mapToObj(i -> () -> writer.write(i))
              .toList();
      List<Integer> results = new ArrayList<>();
      for (Future<Integer> result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    }
  }
}
