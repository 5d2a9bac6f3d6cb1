package eu.bailiwick.registry;

import static eu.bailiwick.registry.RegistryApi.as;
import static eu.bailiwick.registry.RegistryApi.get;
import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.registry.catalogue.CatalogueStore;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Sends every request that docs/sovereignty.md tells to send. */
@RegistryTest
class SovereigntyCommandsTest {

  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern COMMAND = Pattern.compile("(?s)```sh\n(curl .*?)```");
  private static final Pattern POLICIES = Pattern.compile("(?s)```yaml\n(policies:.*?)```");
  private static final Pattern ADDRESS = Pattern.compile("\"\\$REGISTRY(/[^\"]*)\"");
  private static final Pattern METHOD = Pattern.compile("-X (\\w+)");
  private static final Pattern ROLE = Pattern.compile("\\$\\(cat (\\w+)\\.jwt\\)");
  private static final Pattern HEADER = Pattern.compile("-H ['\"]([\\w-]+): ([^'\"]*)['\"]");
  private static final Pattern FILE = Pattern.compile("--data-binary @(\\S+)");
  private static final char QUOTE = '\u0001';
  private static final Pattern INLINE = Pattern.compile("(?s)-d '(.*?)'");

  @Inject CatalogueStore store;

  @Test
  void everyCommandOfTheGuideIsAnsweredAsItSays() throws IOException {
    String guide = Files.readString(DOCS.resolve("sovereignty.md"));
    String catalogue = Files.readString(DOCS.resolve("sovereignty-catalogue.yaml"));
    RegistryApi.apply(catalogue).statusCode(200);
    String policies = POLICIES.matcher(guide).results().findFirst().orElseThrow().group(1);

    List<String> commands = COMMAND.matcher(guide).results().map(m -> m.group(1)).toList();

    assertThat(commands).hasSize(5);
    assertThat(
            send(commands.get(0), Map.of("policies.yaml", policies)).<String>path("created[0].id"))
        .isEqualTo("platform-eea");
    String proposal = proposal();
    assertThat(send(commands.get(1), Map.of()).<List<String>>path("items.id")).contains(proposal);
    assertThat(send(commands.get(2), Map.of("$PROPOSAL", proposal)).<String>path("state"))
        .isEqualTo("APPROVED");
    Response law = get("/v1/law").extract().response();
    String etag = law.header("ETag");
    String next = next(law);
    assertThat(
            send(commands.get(3), Map.of("$ETAG", etag, "law.yaml", next)).<Boolean>path("loaded"))
        .isTrue();
    assertThat(
            send(commands.get(4).replace("asOf=1", "asOf=" + RegistryApi.revision()), Map.of())
                .<String>path("verdict"))
        .isEqualTo("DENY");
  }

  private String proposal() {
    World world = World.in(store, "guide");
    String location =
        RegistryApi.apply(world.policies("FR DE")).statusCode(202).extract().header("Location");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private static String next(Response law) {
    String edition = law.path("edition");
    return law.asString()
        .replaceFirst("\"digest\":\"[^\"]*\",\"loaded\":\\w+,", "")
        .replace(
            "\"edition\":\"" + edition + "\"",
            "\"edition\":\"" + LocalDate.parse(edition).plusDays(1) + "\"");
  }

  /**
   * @param given contents of files and values of variables, by their names
   */
  private static Response send(String command, Map<String, String> given) {
    String text = filled(command, given);
    RequestSpecification request = as(first(ROLE, text).orElseThrow().group(1));
    HEADER
        .matcher(text)
        .results()
        .filter(h -> !h.group(1).equals("Authorization"))
        .forEach(h -> request.header(h.group(1), h.group(2).replace(QUOTE, '"')));
    first(FILE, text)
        .map(file -> Objects.requireNonNull(given.get(file.group(1)), file.group(1)))
        .or(() -> first(INLINE, text).map(inline -> inline.group(1)))
        .ifPresent(body -> request.body(body.getBytes(StandardCharsets.UTF_8)));
    String method =
        first(METHOD, text)
            .map(m -> m.group(1))
            .orElse(first(INLINE, text).isPresent() ? "POST" : "GET");
    String address = first(ADDRESS, text).orElseThrow().group(1);
    return request
        .request(method, address)
        .then()
        .log()
        .ifValidationFails()
        .statusCode(200)
        .extract()
        .response();
  }

  /** A quote within a value is not one of the command. */
  private static String filled(String command, Map<String, String> given) {
    String text = command;
    for (Map.Entry<String, String> variable : given.entrySet()) {
      if (variable.getKey().startsWith("$")) {
        text = text.replace(variable.getKey(), variable.getValue().replace('"', QUOTE));
      }
    }
    return text;
  }

  private static Optional<MatchResult> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
  }
}
