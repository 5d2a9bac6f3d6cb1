package eu.bailiwick.routing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.routing.scripted.ScriptedUpstream;
import eu.bailiwick.routing.scripted.Surroundings;
import eu.bailiwick.routing.scripted.TestCatalogue;
import eu.bailiwick.sovereignty.catalogue.Capability;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import eu.bailiwick.sovereignty.catalogue.Support;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Responses are kept by the endpoint that made them, for the tenant that asked. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ResponsesTest extends RunningRouter {

  private static final String PATH = "/v1/responses";
  private static final String ASK = "{\"model\":\"scripted-chat\",\"input\":\"x\"}";

  @BeforeEach
  void bothEndpointsOfferResponses() {
    catalogue.offer("chat-paris", Capability.RESPONSES, Support.YES);
    catalogue.offer("chat-frankfurt", Capability.RESPONSES, Support.YES);
    paris.script((request, wire) -> wire.json(200, answer("resp_paris")));
    frankfurt.script((request, wire) -> wire.json(200, answer("resp_frankfurt")));
    serve();
  }

  private static String answer(String id) {
    return "{\"id\":\""
        + id
        + "\",\"object\":\"response\",\"model\":\"served/chat\",\"usage\":"
        + "{\"input_tokens\":3,\"output_tokens\":4,\"total_tokens\":7}}";
  }

  @Test
  void aResponseHasAnIdOfTheRoutersAndTheModelOfTheCaller() throws Exception {
    HttpResponse<String> made = post(PATH, TestCatalogue.TRIAGE_KEY, ASK);

    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    assertThat(id(made)).startsWith("resp_").isNotIn("resp_paris", "resp_frankfurt");
    assertThat(json(made).path("model").asText()).isEqualTo("scripted-chat");
    JsonNode closed = events(decision(made), 2).get(1);
    assertThat(closed.path("usage").path("totalTokens").asLong()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "chat-paris, chat-frankfurt, resp_paris",
    "chat-frankfurt, chat-paris, resp_frankfurt"
  })
  void whatIsAskedByIdGoesToTheEndpointThatMadeIt(String keeper, String other, String kept)
      throws Exception {
    String id = madeWithout(other);

    for (int i = 0; i < 3; i++) {
      HttpResponse<String> got = get(PATH + "/" + id, TestCatalogue.TRIAGE_KEY);

      assertThat(got.statusCode()).isEqualTo(200);
      assertThat(header(got, "Bailiwick-Endpoint")).isEqualTo(keeper);
      assertThat(id(got)).isEqualTo(id);
      ScriptedUpstream server = keeper.equals("chat-paris") ? paris : frankfurt;
      assertThat(server.received().getLast().line())
          .isEqualTo("GET /v1/responses/" + kept + " HTTP/1.1");
      assertThat(events(decision(got), 2).get(1).path("usage").path("source").asText())
          .isEqualTo("missing");
    }
  }

  @Test
  void whatTheServerKeepsNoLongerIsNotFound() throws Exception {
    String id = madeInParis();
    paris.script((request, wire) -> wire.json(404, "{\"error\":{\"message\":\"gone\"}}"));

    HttpResponse<String> got = get(PATH + "/" + id, TestCatalogue.TRIAGE_KEY);

    assertThat(got.statusCode()).isEqualTo(404);
    assertThat(error(got).path("code").asText()).isEqualTo("response_not_found");
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, '', DELETE /v1/responses/resp_paris HTTP/1.1",
    "POST, /cancel, POST /v1/responses/resp_paris/cancel HTTP/1.1",
    "GET, /input_items?limit=3, GET /v1/responses/resp_paris/input_items?limit=3 HTTP/1.1"
  })
  void everythingThatIsDoneByIdGoesThere(String method, String rest, String line) throws Exception {
    String id = madeInParis();

    HttpResponse<String> done = byId(TestCatalogue.TRIAGE_KEY, method, id, rest);

    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    assertThat(paris.received().getLast().line()).isEqualTo(line);
  }

  @Test
  void aResponseThatGoesOnIsAskedWhereThePreviousOneIsKept() throws Exception {
    String id = madeInParis();
    for (int i = 0; i < 4; i++) {
      HttpResponse<String> next =
          post(
              PATH,
              TestCatalogue.TRIAGE_KEY,
              "{\"previous_response_id\":\"" + id + "\",\"model\":\"scripted-chat\"}");

      assertThat(header(next, "Bailiwick-Endpoint")).isEqualTo("chat-paris");
      assertThat(paris.received().getLast().body())
          .isEqualTo("{\"previous_response_id\":\"resp_paris\",\"model\":\"served/chat\"}");
    }
  }

  @ParameterizedTest
  @CsvSource({"GET, ''", "DELETE, ''", "POST, /cancel"})
  void anotherTenantHasNoSuchResponse(String method, String rest) throws Exception {
    String id = madeInParis();
    int before = paris.received().size();

    HttpResponse<String> answer = byId(TestCatalogue.ATELIER_KEY, method, id, rest);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(outcomes(answer, 1)).containsExactly("denied response_not_found");
    assertThat(paris.received()).hasSize(before);
  }

  @Test
  void anUpstreamsOwnIdOpensNothing() throws Exception {
    HttpResponse<String> got = get(PATH + "/resp_paris", TestCatalogue.TRIAGE_KEY);
    HttpResponse<String> next =
        post(
            PATH,
            TestCatalogue.TRIAGE_KEY,
            "{\"previous_response_id\":\"resp_paris\",\"model\":\"scripted-chat\"}");

    assertThat(got.statusCode()).isEqualTo(404);
    assertThat(next.statusCode()).isEqualTo(404);
    assertThat(error(next).path("param").asText()).isEqualTo("previous_response_id");
    assertThat(paris.received()).isEmpty();
    assertThat(frankfurt.received()).isEmpty();
  }

  @Test
  void anotherModelDoesNotGoOn() throws Exception {
    String body =
        "{\"previous_response_id\":\"" + madeInParis() + "\",\"model\":\"org/solo-chat\"}";

    HttpResponse<String> next = post(PATH, TestCatalogue.TRIAGE_KEY, body);

    assertThat(next.statusCode()).isEqualTo(400);
    assertThat(outcomes(next, 1)).containsExactly("denied response_of_other_model");
  }

  @Test
  void whatMayNoLongerGoThereGoesNowhere() throws Exception {
    String id = madeInParis();
    catalogue.revoke(
        new Revocation(
            Revocation.Kind.ENDPOINT, "chat-paris", Instant.parse("2026-01-01T00:00:00Z")));
    serve();
    frankfurt.script((request, wire) -> wire.json(200, answer("resp_frankfurt")));

    HttpResponse<String> got = get(PATH + "/" + id, TestCatalogue.TRIAGE_KEY);

    assertThat(got.statusCode()).isEqualTo(403);
    assertThat(outcomes(got, 1)).containsExactly("denied no_lawful_endpoint");
    assertThat(frankfurt.received()).isEmpty();
  }

  @Test
  void whatCannotBeReachedNowGoesNowhereElse() throws Exception {
    String id = madeInParis();
    catalogue.state("chat-paris", Endpoint.State.DISABLED);
    serve();
    frankfurt.script((request, wire) -> wire.json(200, answer("resp_frankfurt")));

    HttpResponse<String> got = get(PATH + "/" + id, TestCatalogue.TRIAGE_KEY);

    assertThat(got.statusCode()).isEqualTo(503);
    assertThat(frankfurt.received()).isEmpty();
  }

  @Test
  void aResponseKeepsTheDataClassInWhichItWasMade() throws Exception {
    HttpResponse<String> made =
        post(PATH, TestCatalogue.PORTAL_KEY, ASK, "Bailiwick-Data-Class", "health");

    HttpResponse<String> got = get(PATH + "/" + id(made), TestCatalogue.PORTAL_KEY);

    JsonNode opened = events(decision(got), 2).getFirst();
    assertThat(opened.path("decision").path("dataClass").asText()).isEqualTo("health");
  }

  @Test
  void aStreamNamesTheResponseByTheRoutersIdToo() throws Exception {
    String created =
        "event: response.created\ndata: {\"type\":\"response.created\",\"response\":{\"id\":\"ID\","
            + "\"model\":\"served/chat\",\"usage\":null}}\n\n";
    String completed =
        "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{\"id\":\"ID\","
            + "\"usage\":{\"input_tokens\":3,\"output_tokens\":4,\"total_tokens\":7}}}\n\n";
    catalogue.state("chat-frankfurt", Endpoint.State.DISABLED);
    serve();
    paris.script(
        (request, wire) -> {
          wire.streamHead();
          String all = (created + completed).replace("ID", "resp_paris");
          for (int i = 0; i < all.length(); i += 7) {
            wire.chunk(all.substring(i, Math.min(all.length(), i + 7)));
          }
          wire.lastChunk();
        });

    HttpResponse<String> streamed =
        post(PATH, TestCatalogue.TRIAGE_KEY, "{\"model\":\"scripted-chat\",\"stream\":true}");

    List<String> ids =
        streamed
            .body()
            .lines()
            .filter(line -> line.startsWith("data: "))
            .map(line -> line.replaceFirst(".*\"id\":\"([^\"]*)\".*", "$1"))
            .distinct()
            .toList();
    assertThat(ids).hasSize(1);
    assertThat(streamed.body())
        .isEqualTo(
            (created + completed)
                .replace("ID", ids.getFirst())
                .replace("served/chat", "scripted-chat"));
    assertThat(outcomes(streamed, 2)).containsExactly("opened", "completed");
    assertThat(events(decision(streamed), 2).get(1).path("usage").path("totalTokens").asLong())
        .isEqualTo(7);
    assertThat(get(PATH + "/" + ids.getFirst(), TestCatalogue.TRIAGE_KEY).statusCode())
        .isEqualTo(200);
  }

  private String madeInParis() throws Exception {
    return madeWithout("chat-frankfurt");
  }

  private String madeWithout(String endpoint) throws Exception {
    catalogue.state(endpoint, Endpoint.State.DISABLED);
    serve();
    String id = id(post(PATH, TestCatalogue.TRIAGE_KEY, ASK));
    catalogue.state(endpoint, Endpoint.State.ENABLED);
    serve();
    return id;
  }

  private HttpResponse<String> byId(String key, String method, String id, String rest)
      throws Exception {
    HttpRequest request =
        request(PATH + "/" + id + rest, key)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String id(HttpResponse<String> answer) throws Exception {
    return json(answer).path("id").asText();
  }
}
