package eu.bailiwick.registry.catalogue;

import static eu.bailiwick.registry.RegistryApi.as;
import static org.hamcrest.Matchers.empty;

import eu.bailiwick.registry.RegistryTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Loads every policy of docs/sovereignty.md, with its examples, against the guide's catalogue. */
@RegistryTest
class SovereigntyGuideTest {

  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern BLOCK = Pattern.compile("(?s)```yaml\n(policies:.*?)```");

  static Stream<String> policies() throws IOException {
    return BLOCK
        .matcher(Files.readString(DOCS.resolve("sovereignty.md")))
        .results()
        .map(match -> match.group(1));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void everyPolicyOfTheGuideLoadsWithItsExamples(String policies) throws IOException {
    String document = Files.readString(DOCS.resolve("sovereignty-catalogue.yaml")) + policies;
    as("operator")
        .contentType("application/yaml")
        .body(document.getBytes(StandardCharsets.UTF_8))
        .post("/v1/catalogue:apply?dryRun=true")
        .then()
        .log()
        .ifValidationFails()
        .statusCode(200)
        .body("refused", empty());
  }
}
