package eu.bailiwick.registry.openapi;

import eu.bailiwick.registry.document.Kind;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Completes the OpenAPI document. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class CatalogueDocumentation implements OASFilter {

  private static final String SCHEMAS = "#/components/schemas/";
  private static final String APPLY = "/v1/catalogue:apply";
  private static final Set<PathItem.HttpMethod> CHANGING =
      Set.of(PathItem.HttpMethod.PUT, PathItem.HttpMethod.PATCH, PathItem.HttpMethod.DELETE);

  private static final Pattern REVOKING = Pattern.compile("/v1/(\\w)(\\w+)s/\\{id}:revoke");

  private final ExampleCatalogue examples = new ExampleCatalogue();

  @Override
  public void filterOpenAPI(OpenAPI api) {
    schemas(api.getComponents());
    Map<String, PathItem> paths = api.getPaths().getPathItems();
    Kind.DECLARED.forEach(kind -> new KindOperations(kind, examples).complete(paths));
    example(api, APPLY, PathItem.HttpMethod.POST, examples.document());
    paths.forEach(CatalogueDocumentation::kept);
    paths.forEach(CatalogueDocumentation::revoking);
    for (PathItem path : paths.values()) {
      path.getOperations().values().forEach(CatalogueDocumentation::problems);
      if (path.getPOST() != null) {
        path.getPOST().addParameter(idempotencyKey());
      }
    }
  }

  private static void schemas(Components components) {
    components.addSchema("Country", country());
    components.addSchema("Constraint", ConstraintSchema.make());
    components.addSchema("CatalogueDocument", document());
    components.addSchema("Violation", violation());
    components.addSchema("Problem", problem());
  }

  private static Schema country() {
    return text("ISO 3166-1 alpha-2 code, or ZZ for unknown").pattern("^[A-Z]{2}$");
  }

  private static Schema document() {
    Schema schema = object("Lists of resources, each optional. Unknown members are refused.");
    for (Kind<?> kind : Kind.DECLARED) {
      Schema items = OASFactory.createSchema().ref(SCHEMAS + kind.type().getSimpleName());
      schema.addProperty(kind.list(), list(items));
    }
    return schema;
  }

  private static Schema violation() {
    return object("One thing that is wrong in a document")
        .addProperty("path", text("Where, as in endpoints[2].site"))
        .addProperty("message", text("What is wrong and what would be right"));
  }

  private static Schema problem() {
    return object("A problem in the sense of RFC 9457")
        .addProperty("type", text("URN that identifies the kind of problem"))
        .addProperty("title", text("The same for every occurrence"))
        .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
        .addProperty("detail", text("What is wrong with this request"))
        .addProperty("code", text("Stable code, such as invalid_catalogue"))
        .addProperty("violations", list(OASFactory.createSchema().ref(SCHEMAS + "Violation")))
        .addProperty("etag", text("Current ETag of the resource that was to be changed"));
  }

  /** What is inherited has no name of its own, and is not seen to need a token. */
  private static void revoking(String path, PathItem item) {
    Matcher matcher = REVOKING.matcher(path);
    if (matcher.matches()) {
      item.getPOST()
          .operationId("revoke" + matcher.group(1).toUpperCase(Locale.ROOT) + matcher.group(2))
          .addSecurityRequirement(
              OASFactory.createSecurityRequirement().addScheme("bearer", List.of()));
    }
  }

  /** Whatever changes the catalogue may have to wait for a second person. */
  private static void kept(String path, PathItem item) {
    item.getOperations()
        .forEach(
            (method, operation) -> {
              boolean observed = path.endsWith("/status");
              if ((CHANGING.contains(method) && !observed) || path.equals(APPLY)) {
                operation
                    .getResponses()
                    .addAPIResponse(
                        "202",
                        OASFactory.createAPIResponse()
                            .description(
                                "Would permit what is denied: kept as the proposal at Location")
                            .content(
                                OASFactory.createContent()
                                    .addMediaType(
                                        "application/json",
                                        OASFactory.createMediaType()
                                            .schema(
                                                OASFactory.createSchema()
                                                    .ref(SCHEMAS + "ProposalDetail")))));
              }
            });
  }

  private static void example(
      OpenAPI api, String path, PathItem.HttpMethod method, Object example) {
    Operation operation =
        Objects.requireNonNull(api.getPaths().getPathItem(path).getOperations().get(method));
    for (MediaType body : operation.getRequestBody().getContent().getMediaTypes().values()) {
      body.setExample(example);
    }
  }

  private static void problems(Operation operation) {
    List.of("400", "401", "403").forEach(operation.getResponses()::removeAPIResponse);
    operation
        .getResponses()
        .addAPIResponse(
            "default",
            OASFactory.createAPIResponse()
                .description("Refused or failed")
                .content(
                    OASFactory.createContent()
                        .addMediaType(
                            "application/problem+json",
                            OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(SCHEMAS + "Problem")))));
  }

  private static Parameter idempotencyKey() {
    return OASFactory.createParameter()
        .name("Idempotency-Key")
        .in(Parameter.In.HEADER)
        .description(
            "Sent again with the same request, it gets the same answer again and a header"
                + " Idempotency-Replayed: true; with another request 422; while the first one runs"
                + " 409. Refusals are not kept: nothing was done")
        .schema(text("Printable ASCII").minLength(1).maxLength(255));
  }

  private static Schema object(String description) {
    return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT).description(description);
  }

  private static Schema text(String description) {
    return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
  }

  private static Schema list(Schema items) {
    return OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(items);
  }
}
