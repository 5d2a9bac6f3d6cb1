package eu.bailiwick.registry.openapi;

import eu.bailiwick.registry.document.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** Says of the operations that all kinds share what they are for one kind. */
final class KindOperations {

  private static final String CHANGE =
      "If-Match is required: 428 without it, 412 with the current ETag if it is another one.";

  private final Kind<?> kind;
  private final ExampleCatalogue examples;
  private final Pattern one;

  KindOperations(Kind<?> kind, ExampleCatalogue examples) {
    this.kind = kind;
    this.examples = examples;
    this.one = Pattern.compile("/v1/" + Pattern.quote(kind.name()) + "/\\{id[^/]*}");
  }

  void complete(Map<String, PathItem> paths) {
    PathItem list = Objects.requireNonNull(paths.get("/v1/" + kind));
    String plural = kind.name().replace('-', ' ');
    name(
        list.getGET(),
        "list" + capital(kind.list()),
        "All " + plural + ", in order of id, page by" + " page",
        "All pages show one revision. Filters of one name are alternatives.");
    paths.forEach(
        (path, item) -> {
          if (one.matcher(path).matches()) {
            one(item);
          }
        });
  }

  private void one(PathItem item) {
    String noun = singular(kind.name().replace('-', ' '));
    String name = capital(singular(kind.list()));
    String article = "aeiou".indexOf(noun.charAt(0)) < 0 ? "a " : "an ";
    name(
        item.getGET(),
        "get" + name,
        "One " + noun,
        "With asOf, also what was removed since. The ETag is that of the last change until then.");
    name(
        item.getPUT(),
        "put" + name,
        "Creates or changes " + article + noun,
        "If-Match is required if it exists: 428 without it, 412 with the current ETag if it is"
            + " another one. If-None-Match: * only creates.");
    name(
        item.getPATCH(),
        "patch" + name,
        "Changes some members of " + article + noun,
        "JSON Merge Patch, RFC 7396: null removes a member. " + CHANGE);
    name(
        item.getDELETE(),
        "delete" + name,
        "Removes " + article + noun + " that nothing refers to",
        "A refusal (409) has the paths of everything that still refers to it. " + CHANGE);
    bodies(item);
  }

  private void bodies(PathItem item) {
    body(item.getPUT(), "application/json", examples.first(kind));
    body(item.getPATCH(), "application/merge-patch+json", examples.patch(kind));
    APIResponses responses = item.getPUT().getResponses();
    responses.addAPIResponse(
        "201",
        OASFactory.createAPIResponse()
            .description("Created")
            .content(responses.getAPIResponse("200").getContent()));
  }

  private void body(Operation operation, String type, Object example) {
    Content content =
        OASFactory.createContent()
            .addMediaType(
                type,
                OASFactory.createMediaType()
                    .schema(
                        OASFactory.createSchema()
                            .ref("#/components/schemas/" + kind.type().getSimpleName()))
                    .example(example));
    operation.setRequestBody(OASFactory.createRequestBody().required(true).content(content));
  }

  /** What an operation says itself counts more. */
  private static void name(Operation operation, String id, String summary, String description) {
    operation.setOperationId(id);
    if (operation.getSecurity() == null || operation.getSecurity().isEmpty()) {
      operation.addSecurityRequirement(
          OASFactory.createSecurityRequirement().addScheme("bearer", List.of()));
    }
    operation.setSummary(Optional.ofNullable(operation.getSummary()).orElse(summary));
    operation.setDescription(Optional.ofNullable(operation.getDescription()).orElse(description));
  }

  private static String singular(String plural) {
    if (plural.endsWith("ies")) {
      return plural.substring(0, plural.length() - 3) + "y";
    }
    return plural.substring(0, plural.length() - (plural.endsWith("sses") ? 2 : 1));
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
