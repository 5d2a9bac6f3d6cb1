package eu.bailiwick.registry.imports;

import static eu.bailiwick.registry.RegistryApi.as;
import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.registry.RegistryApi;
import eu.bailiwick.registry.RegistryTest;
import eu.bailiwick.registry.json.CatalogueJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sends what docs/import.md says, to where it says. */
@RegistryTest
class ImportGuideTest {

  private static final Pattern VARIABLE = Pattern.compile("(?m)^([A-Z]+)=(\\S+)$");
  private static final Pattern COMMAND =
      Pattern.compile(
          "curl -s \"\\$REGISTRY([^\"]+)\"[^@]*Content-Type: ([a-z/]+)\" --data-binary @(\\S+)");
  private static final Pattern JSON = Pattern.compile("(?s)```json\n(.*?)```");

  private String guide = "";

  @BeforeEach
  void read() throws IOException {
    RegistryApi.applyExample();
    guide = Files.readString(Path.of("..", "docs", "import.md"));
    for (MatchResult variable : VARIABLE.matcher(guide).results().toList()) {
      guide = guide.replace("$" + variable.group(1), variable.group(2));
    }
  }

  @Test
  void itsCommandsWork() throws IOException {
    String answer = "{}";
    List<MatchResult> commands = COMMAND.matcher(guide).results().toList();
    for (MatchResult command : commands) {
      String document = CatalogueJson.parse(answer).path("document").toString();
      answer =
          as("operator")
              .contentType(command.group(2))
              .body(
                  command.group(3).equals("-")
                      ? document.getBytes(StandardCharsets.UTF_8)
                      : example(command.group(3)))
              .post(command.group(1))
              .then()
              .log()
              .ifValidationFails()
              .statusCode(command.group(1).endsWith("/signatures") ? 201 : 200)
              .extract()
              .asString();
    }
    assertThat(commands).hasSize(5);
  }

  @Test
  void itsReportIsRecorded() {
    MatchResult report = JSON.matcher(guide).results().findFirst().orElseThrow();

    as("operator")
        .contentType("application/json")
        .body(report.group(1))
        .post("/v1/versions/example-chat-8b-1/signatures")
        .then()
        .statusCode(201);
  }

  private static byte[] example(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ImportGuideTest.class.getResourceAsStream("/examples/" + file))) {
      return in.readAllBytes();
    }
  }
}
