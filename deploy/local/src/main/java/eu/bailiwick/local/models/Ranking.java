package eu.bailiwick.local.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Ranks passages by how alike their embeddings are to a query's: NIM's ranking, and reranking. */
final class Ranking {

  static final String RANKING = "/v1/ranking";
  static final String RERANK = "/v1/rerank";

  /**
   * Embeddings of texts.
   *
   * @param vectors one for each text, in their order, of length 1
   * @param tokens of all texts together
   */
  record Embedded(List<float[]> vectors, int tokens) {}

  private record Place(int index, double score) {}

  private final Function<List<String>, Embedded> embed;

  Ranking(Function<List<String>, Embedded> embed) {
    this.embed = embed;
  }

  /** NIM's shape. */
  ObjectNode ranking(JsonNode request) throws RefusedException {
    List<String> texts =
        new ArrayList<>(List.of(text(request.path("query").path("text"), "query")));
    for (JsonNode passage : list(request, "passages")) {
      texts.add(text(passage.path("text"), "passages"));
    }
    Embedded embedded = embed.apply(texts);
    ObjectNode answer = Json.object();
    ArrayNode rankings = answer.putArray("rankings");
    for (Place place : places(embedded)) {
      rankings.addObject().put("index", place.index()).put("logit", place.score());
    }
    answer
        .putObject("usage")
        .put("prompt_tokens", embedded.tokens())
        .put("total_tokens", embedded.tokens());
    return answer;
  }

  /** The shape that most others have. */
  ObjectNode rerank(JsonNode request) throws RefusedException {
    List<String> texts = new ArrayList<>(List.of(text(request.path("query"), "query")));
    for (JsonNode document : list(request, "documents")) {
      texts.add(text(document.isObject() ? document.path("text") : document, "documents"));
    }
    int most = Math.max(0, Json.integer(request, "top_n", texts.size()));
    Embedded embedded = embed.apply(texts);
    ObjectNode answer = Json.object().put("model", request.path("model").asText());
    ArrayNode results = answer.putArray("results");
    places(embedded).stream()
        .limit(most)
        .forEach(
            place -> {
              ObjectNode result = results.addObject().put("index", place.index());
              result.put("relevance_score", place.score());
              result.putObject("document").put("text", texts.get(place.index() + 1));
            });
    answer
        .putObject("usage")
        .put("prompt_tokens", embedded.tokens())
        .put("total_tokens", embedded.tokens());
    return answer;
  }

  /** The passages behind the query, the most alike first. */
  private static List<Place> places(Embedded embedded) {
    List<Place> places = new ArrayList<>();
    for (int i = 1; i < embedded.vectors().size(); i++) {
      places.add(
          new Place(i - 1, product(embedded.vectors().getFirst(), embedded.vectors().get(i))));
    }
    places.sort(Comparator.comparingDouble(Place::score).reversed());
    return places;
  }

  private static double product(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  private static JsonNode list(JsonNode request, String name) throws RefusedException {
    JsonNode list = request.path(name);
    if (!list.isArray() || list.isEmpty()) {
      throw RefusedException.badRequest(name + " is not a list of at least one", name);
    }
    return list;
  }

  private static String text(JsonNode node, String name) throws RefusedException {
    if (!node.isTextual() || node.textValue().isBlank()) {
      throw RefusedException.badRequest(name + " has a text that is missing or blank", name);
    }
    return node.textValue();
  }
}
