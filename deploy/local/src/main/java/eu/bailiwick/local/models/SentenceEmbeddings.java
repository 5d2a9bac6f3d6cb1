package eu.bailiwick.local.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Sentence embeddings by all-MiniLM-L6-v2, quantized, in this process: a real model of {@value
 * #DIMENSIONS} dimensions. Queries and passages are embedded alike, as the model was trained.
 */
public final class SentenceEmbeddings implements ServedModel {

  private static final int DIMENSIONS = 384;
  private static final int MOST_INPUTS = 2048;

  private static final Set<String> PATHS =
      Set.of("/v1/embeddings", Ranking.RANKING, Ranking.RERANK);

  private final AllMiniLmL6V2QuantizedEmbeddingModel model;
  private final Ranking ranking = new Ranking(this::embed);

  private SentenceEmbeddings(AllMiniLmL6V2QuantizedEmbeddingModel model) {
    this.model = model;
  }

  /**
   * Loads the model, about a second.
   *
   * @param natives folder for native libraries; filled if it is empty
   */
  public static SentenceEmbeddings load(Path natives) throws IOException {
    NativeLibraries.in(natives);
    return new SentenceEmbeddings(new AllMiniLmL6V2QuantizedEmbeddingModel());
  }

  @Override
  public String name() {
    return "all-minilm-l6-v2";
  }

  @Override
  public String dialect() {
    return "NIM_RETRIEVER";
  }

  @Override
  public Map<String, Boolean> capabilities() {
    return Map.of("RANKING", true);
  }

  @Override
  public boolean serves(String path) {
    return PATHS.contains(path);
  }

  @Override
  public String weightsDigest() {
    return Digests.ofResource(
        AllMiniLmL6V2QuantizedEmbeddingModel.class, "/all-minilm-l6-v2-q.onnx");
  }

  @Override
  public void answer(String path, JsonNode request, Reply reply)
      throws RefusedException, IOException {
    reply.json(
        200,
        switch (path) {
          case Ranking.RANKING -> ranking.ranking(request);
          case Ranking.RERANK -> ranking.rerank(request);
          default -> embeddings(request);
        });
  }

  @Override
  public ObjectNode kept(String method, String path) throws RefusedException {
    throw RefusedException.of(404, "Not Found");
  }

  private Ranking.Embedded embed(List<String> texts) {
    Response<List<Embedding>> embedded =
        model.embedAll(texts.stream().map(TextSegment::from).toList());
    return new Ranking.Embedded(
        embedded.content().stream().map(Embedding::vector).toList(), tokens(embedded));
  }

  private static int tokens(Response<List<Embedding>> embedded) {
    return Objects.requireNonNull(embedded.tokenUsage()).inputTokenCount();
  }

  private ObjectNode embeddings(JsonNode request) throws RefusedException {
    List<TextSegment> inputs = inputs(request.path("input"));
    boolean base64 = base64(request);
    checkOptions(request);
    Response<List<Embedding>> embedded = model.embedAll(inputs);
    ObjectNode answer = Json.object().put("object", "list").put("model", name());
    ArrayNode data = answer.putArray("data");
    for (int i = 0; i < inputs.size(); i++) {
      ObjectNode item = data.addObject().put("object", "embedding").put("index", i);
      put(item, embedded.content().get(i).vector(), base64);
    }
    int tokens = tokens(embedded);
    answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
    return answer;
  }

  private static List<TextSegment> inputs(JsonNode input) throws RefusedException {
    List<TextSegment> texts = new ArrayList<>();
    for (JsonNode text : input.isArray() ? input : List.of(input)) {
      if (!text.isTextual() || text.textValue().isBlank()) {
        throw RefusedException.badRequest("input is neither a text nor a list of texts", "input");
      }
      texts.add(TextSegment.from(text.textValue()));
    }
    if (texts.isEmpty() || texts.size() > MOST_INPUTS) {
      throw RefusedException.badRequest("input has not 1 to " + MOST_INPUTS + " texts", "input");
    }
    return texts;
  }

  private static boolean base64(JsonNode request) throws RefusedException {
    return switch (request.path("encoding_format").asText("float")) {
      case "float", "null" -> false;
      case "base64" -> true;
      default ->
          throw RefusedException.badRequest(
              "encoding_format is neither float nor base64", "encoding_format");
    };
  }

  private static void checkOptions(JsonNode request) throws RefusedException {
    String inputType = request.path("input_type").asText("query");
    if (!inputType.equals("query") && !inputType.equals("passage")) {
      throw RefusedException.badRequest("input_type is neither query nor passage", "input_type");
    }
    if (Json.integer(request, "dimensions", DIMENSIONS) != DIMENSIONS) {
      throw RefusedException.badRequest(
          "the model has " + DIMENSIONS + " dimensions", "dimensions");
    }
  }

  private static void put(ObjectNode item, float[] vector, boolean base64) {
    if (base64) {
      ByteBuffer bytes = ByteBuffer.allocate(vector.length * 4).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(vector);
      item.put("embedding", Base64.getEncoder().encodeToString(bytes.array()));
    } else {
      ArrayNode numbers = item.putArray("embedding");
      for (float number : vector) {
        numbers.add(number);
      }
    }
  }
}
