package eu.bailiwick.metering.openapi;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** The problems that every question may be answered with. */
final class Problems {

  private static final Map<String, String> STATUSES =
      Map.of(
          "400",
              "A parameter is unknown or malformed, violations name it; or the question has no purpose.",
          "401", "The bearer token is missing or invalid.",
          "403", "The token lacks the role, or the data is another tenant's.",
          "503",
              "The database does not answer, or the question cannot be recorded; try again after"
                  + " Retry-After seconds.");

  private static final Map<String, Object> EXAMPLE =
      Map.of(
          "type", "urn:bailiwick:problem:invalid_parameter",
          "title", "A parameter is not acceptable",
          "status", 400,
          "detail", "from: a time such as 2026-11-23T10:00:00Z is needed",
          "instance", "/v1/events",
          "code", "invalid_parameter",
          "violations",
              List.of(
                  Map.of(
                      "path", "from",
                      "message", "a time such as 2026-11-23T10:00:00Z is needed")));

  private Problems() {}

  static void addTo(String path, Operation operation) {
    STATUSES.forEach((status, description) -> add(operation, status, description));
    if (path.contains("{")) {
      add(operation, "404", "There is nothing of this name.");
    }
  }

  private static void add(Operation operation, String status, String description) {
    operation
        .getResponses()
        .addAPIResponse(
            status,
            OASFactory.createAPIResponse()
                .description(description)
                .content(
                    OASFactory.createContent()
                        .addMediaType(
                            "application/problem+json",
                            OASFactory.createMediaType()
                                .schema(schema())
                                .example(status.equals("400") ? EXAMPLE : null))));
  }

  private static Schema schema() {
    Schema violation =
        object().addProperty("path", type("string")).addProperty("message", type("string"));
    return object()
        .description("Problem details, RFC 9457.")
        .addProperty("type", type("string"))
        .addProperty("title", type("string"))
        .addProperty("status", type("integer"))
        .addProperty("detail", type("string"))
        .addProperty("instance", type("string"))
        .addProperty("code", type("string"))
        .addProperty(
            "violations", OASFactory.createSchema().addType(SchemaType.ARRAY).items(violation));
  }

  private static Schema object() {
    return OASFactory.createSchema().addType(SchemaType.OBJECT);
  }

  private static Schema type(String name) {
    return OASFactory.createSchema()
        .addType(name.equals("integer") ? SchemaType.INTEGER : SchemaType.STRING);
  }
}
