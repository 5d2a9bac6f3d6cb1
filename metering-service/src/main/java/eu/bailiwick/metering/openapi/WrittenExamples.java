package eu.bailiwick.metering.openapi;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Examples that are written in {@code examples.json}: by method and path, the {@code body} that is
 * sent and the {@code answer} that comes; a text where it is not JSON.
 */
final class WrittenExamples {

  private static final String FILE = "examples.json";

  private static final Map<String, Map<String, Object>> ALL = read();

  private WrittenExamples() {}

  private static Map<String, Map<String, Object>> read() {
    try (InputStream in = WrittenExamples.class.getResourceAsStream(FILE)) {
      return new ObjectMapper()
          .readValue(Objects.requireNonNull(in, FILE), new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }

  /**
   * Describes the body of an operation by its example, if there is one.
   *
   * @param type of the body
   */
  static void addBody(String method, String path, Operation operation, String type) {
    Object body = of(method, path).get("body");
    if (body == null) {
      return;
    }
    SchemaType schema = body instanceof String ? SchemaType.STRING : SchemaType.OBJECT;
    operation.requestBody(
        OASFactory.createRequestBody()
            .required(true)
            .content(
                OASFactory.createContent()
                    .addMediaType(
                        type,
                        OASFactory.createMediaType()
                            .schema(OASFactory.createSchema().addType(schema))
                            .example(body))));
  }

  /** Adds an answer to every response that tells of success, if there is one. */
  static void addAnswer(String method, String path, Operation operation) {
    Object answer = of(method, path).get("answer");
    if (answer == null) {
      return;
    }
    operation
        .getResponses()
        .getAPIResponses()
        .forEach(
            (status, response) -> {
              if (status.startsWith("2")) {
                content(response).getMediaTypes().values().forEach(each -> each.setExample(answer));
              }
            });
  }

  private static Content content(APIResponse response) {
    Content content = response.getContent();
    if (content == null || content.getMediaTypes() == null) {
      content =
          OASFactory.createContent()
              .addMediaType(
                  "application/json",
                  OASFactory.createMediaType()
                      .schema(OASFactory.createSchema().addType(SchemaType.OBJECT)));
      response.setContent(content);
    }
    return content;
  }

  private static Map<String, Object> of(String method, String path) {
    return ALL.getOrDefault(method + " " + path, Map.of());
  }
}
