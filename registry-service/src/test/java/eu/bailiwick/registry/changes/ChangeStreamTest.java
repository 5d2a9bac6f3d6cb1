package eu.bailiwick.registry.changes;

import static eu.bailiwick.parts.Eventually.await;
import static eu.bailiwick.registry.RegistryApi.as;
import static eu.bailiwick.registry.RegistryApi.get;
import static eu.bailiwick.registry.RegistryApi.put;
import static eu.bailiwick.registry.RegistryApi.revision;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.RegistryTest;
import eu.bailiwick.registry.json.CatalogueJson;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

@RegistryTest
class ChangeStreamTest {

  @Test
  void aChangeStandsInTheStreamAsInThePage() throws Exception {
    long before = revision();
    tenant("streamed-" + before);

    try (EventStream stream = EventStream.since("metering", before)) {
      EventStream.Event event = stream.next();

      assertThat(stream.contentType()).startsWith("text/event-stream");
      assertThat(event.name()).isEqualTo("change");
      assertThat(event.id()).isEqualTo(before + 1);
      JsonNode page =
          CatalogueJson.parse(
              as("metering").get("/v1/catalogue/changes?since=" + before).asString());
      assertThat(CatalogueJson.parse(event.data())).isEqualTo(page.path("items").path(0));
    }
  }

  @Test
  void whenThereIsNothingABookmarkSaysSoAgainAndAgain() throws Exception {
    long now = revision();

    try (EventStream stream = EventStream.since("officer", now)) {
      EventStream.Event bookmark =
          new EventStream.Event("bookmark", now, "{\"revision\":" + now + "}");
      assertThat(stream.next()).isEqualTo(bookmark);
      assertThat(stream.next()).isEqualTo(bookmark);
    }
  }

  @Test
  void eachChangeComesOnceAndInOrderHoweverManyAreMadeMeanwhile() throws Exception {
    long before = revision();
    int count = 40;
    List<Long> seen = new ArrayList<>();

    try (EventStream stream = EventStream.since("operator", before)) {
      Thread writer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int i = 0; i < count; i++) {
                      tenant("ordered-" + before + "-" + i);
                    }
                  });
      while (seen.size() < count) {
        seen.add(stream.next("change").id());
      }
      writer.join();
    }

    assertThat(seen).isEqualTo(LongStream.rangeClosed(before + 1, before + count).boxed().toList());
  }

  @Test
  void itResumesAfterTheLastEventWhateverSinceSays() throws Exception {
    long before = revision();
    tenant("resumed-a-" + before);
    tenant("resumed-b-" + before);

    try (EventStream stream =
        EventStream.since("operator", 0, "Last-Event-ID", Long.toString(before + 1))) {
      assertThat(stream.next().id()).isEqualTo(before + 2);
    }
  }

  @Test
  void aRouterLearnsHowFarTheCatalogueIsAndNotWhatChanged() throws Exception {
    long before = revision();
    tenant("hidden-" + before);

    try (EventStream stream = EventStream.since("router", before)) {
      assertThat(stream.next())
          .isEqualTo(
              new EventStream.Event("bookmark", before + 1, "{\"revision\":" + (before + 1) + "}"));
    }
    as("router").get("/v1/catalogue/changes").then().statusCode(403);
  }

  @Test
  void whatIsAskedWronglyIsRefusedAsAProblem() throws Exception {
    try (EventStream stream = EventStream.since("operator", -1)) {
      assertThat(stream.status()).isEqualTo(400);
      assertThat(stream.text()).contains("since");
    }
    try (EventStream stream = EventStream.since("cook", 0)) {
      assertThat(stream.status()).isEqualTo(403);
    }
  }

  @Test
  void aStreamEndsWhenItsWatcherLeaves() throws Exception {
    long before = watchers();
    EventStream stream = EventStream.since("operator", revision());
    stream.next();
    assertThat(watchers()).isGreaterThan(0);

    stream.close();

    await().until(() -> watchers() <= before);
  }

  @Test
  void whatIsCompactedIsGoneAndEverythingAfterStaysExact() throws Exception {
    String id = "compacted-" + revision();
    tenant(id);
    for (int i = 0; i < 5; i++) {
      change(id, "N" + i);
    }
    long oldest = revision() - 2;
    String after = page(oldest);

    try (EventStream following = EventStream.since("operator", oldest - 1)) {
      following.next();
      as("operator")
          .contentType("application/json")
          .body("{\"before\":" + oldest + "}")
          .post("/v1/catalogue/changes:compact")
          .then()
          .statusCode(200);
      assertThat(following.next().id()).isEqualTo(oldest + 1);
    }

    assertThat(page(oldest)).isEqualTo(after);
    get("/v1/tenants/" + id).statusCode(200).body("name", org.hamcrest.Matchers.equalTo("N4"));
    JsonNode gone =
        CatalogueJson.parse(
            get("/v1/catalogue/changes?since=" + (oldest - 1))
                .statusCode(410)
                .contentType("application/problem+json")
                .extract()
                .asString());
    assertThat(gone.path("code").asText()).isEqualTo("compacted");
    assertThat(gone.path("oldest").asLong()).isEqualTo(oldest);
    try (EventStream stream = EventStream.since("operator", oldest - 1)) {
      assertThat(stream.status()).isEqualTo(410);
      assertThat(CatalogueJson.parse(stream.text()).path("oldest").asLong()).isEqualTo(oldest);
    }
    try (EventStream stream = EventStream.since("operator", oldest)) {
      assertThat(stream.next().id()).isEqualTo(oldest + 1);
      assertThat(stream.next().id()).isEqualTo(oldest + 2);
    }
  }

  @Test
  void onlyAnOperatorCompactsAndNotTheFuture() {
    compact("officer", "{\"before\":0}").statusCode(403);
    compact("operator", "{\"before\":" + (revision() + 1000) + "}")
        .statusCode(400)
        .body("detail", containsString("before"));
    compact("operator", "{\"before\":\"x\"}")
        .statusCode(422)
        .body("violations[0].path", containsString("before"));
  }

  private static io.restassured.response.ValidatableResponse compact(String role, String body) {
    return as(role)
        .contentType("application/json")
        .body(body)
        .post("/v1/catalogue/changes:compact")
        .then();
  }

  private static String page(long since) {
    return get("/v1/catalogue/changes?since=" + since).statusCode(200).extract().asString();
  }

  private static void tenant(String id) {
    put("/v1/tenants/" + id, "{\"id\":\"" + id + "\",\"name\":\"T\"}").statusCode(201);
  }

  private static void change(String id, String name) {
    as("operator")
        .header("If-Match", "*")
        .contentType("application/json")
        .body("{\"id\":\"" + id + "\",\"name\":\"" + name + "\"}")
        .put("/v1/tenants/" + id)
        .then()
        .statusCode(200);
  }

  private static long watchers() {
    return given()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith("bailiwick_changes_watchers "))
        .map(line -> Double.valueOf(line.substring(line.indexOf(' ') + 1)).longValue())
        .findFirst()
        .orElseThrow();
  }
}
