package eu.bailiwick.metering.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * Adds parameters, bodies, problems and examples to what recomputes decisions, and to what officers
 * do: holds, ceilings, erasures, what-if jobs.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class OfficersDescription implements OASFilter {

  private static final List<String> PATHS =
      List.of(
          "/v1/consistency",
          "/v1/decisions",
          "/v1/holds",
          "/v1/retention",
          "/v1/erasures",
          "/v1/what-if");

  private static final List<Parameter> PAGE =
      List.of(
          parameter(
              "limit",
              "Items in the page.",
              number().minimum(BigDecimal.ONE).maximum(BigDecimal.valueOf(1_000))),
          parameter("after", "The value of next of the page before.", text()));

  private static final List<Parameter> TENANT =
      List.of(
          parameter(
                  "tenant",
                  "The id of a tenant; may be repeated.",
                  OASFactory.createSchema().addType(SchemaType.ARRAY).items(text()))
              .style(Parameter.Style.FORM)
              .explode(true));

  private static final List<Parameter> PERIOD =
      List.of(
          parameter("from", "Not before this time.", text().format("date-time")),
          parameter("to", "Before this time.", text().format("date-time")));

  private static final List<Parameter> CHANGES =
      List.of(
          parameter(
              "change",
              "Only requests that turn so.",
              text()
                  .enumeration(
                      List.of(
                          "permit_to_deny", "deny_to_permit", "other_reason", "other_endpoint"))),
          parameter("application", "Only of this application.", text()));

  @Override
  public void filterOpenAPI(OpenAPI openApi) {
    if (openApi.getPaths() == null || openApi.getPaths().getPathItems() == null) {
      return;
    }
    openApi
        .getPaths()
        .getPathItems()
        .forEach(
            (path, item) -> {
              if (PATHS.stream().anyMatch(path::startsWith)) {
                describe(path, item);
              }
            });
  }

  private static void describe(String path, PathItem item) {
    item.getOperations()
        .forEach(
            (method, operation) -> {
              WrittenExamples.addBody(method.name(), path, operation, "application/json");
              WrittenExamples.addAnswer(method.name(), path, operation);
              Problems.addTo(path, operation);
              if (method != PathItem.HttpMethod.GET) {
                conflict(operation);
              }
            });
    if (item.getGET() != null) {
      parameters(path).forEach(item.getGET()::addParameter);
    }
  }

  private static Stream<Parameter> parameters(String path) {
    return switch (path) {
      case "/v1/consistency" -> TENANT.stream();
      case "/v1/consistency/mismatches", "/v1/consistency/uncomputable" ->
          Stream.of(TENANT, PERIOD, PAGE).flatMap(List::stream);
      case "/v1/holds", "/v1/retention" -> PAGE.stream();
      case "/v1/erasures", "/v1/what-if" -> Stream.of(TENANT, PAGE).flatMap(List::stream);
      case "/v1/decisions/{request}",
          "/v1/erasures/{id}",
          "/v1/erasures/{id}/certificate",
          "/v1/what-if/{id}" ->
          TENANT.stream();
      case "/v1/what-if/{id}/changes" -> Stream.of(TENANT, CHANGES, PAGE).flatMap(List::stream);
      case "/v1/what-if/{id}/changes.csv", "/v1/what-if/{id}/changes.jsonl" ->
          Stream.of(TENANT, CHANGES).flatMap(List::stream);
      default -> Stream.of();
    };
  }

  private static void conflict(Operation operation) {
    operation
        .getResponses()
        .addAPIResponse(
            "409",
            OASFactory.createAPIResponse()
                .description("Not as things stand: decided before, held, or without a ground."));
  }

  private static Parameter parameter(String name, String description, Schema schema) {
    return OASFactory.createParameter()
        .name(name)
        .in(Parameter.In.QUERY)
        .description(description)
        .schema(schema);
  }

  private static Schema text() {
    return OASFactory.createSchema().addType(SchemaType.STRING);
  }

  private static Schema number() {
    return OASFactory.createSchema().addType(SchemaType.INTEGER);
  }
}
