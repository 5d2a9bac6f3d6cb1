package eu.bailiwick.metering.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's script, run by Node over what the Java verifier judged; in the profile node only. */
@Tag("node")
class PageVerifierTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int STRIDE = 97;

  @TempDir Path folder;

  @Test
  void agreesWithTheJavaVerifierOnEveryBundle() throws Exception {
    JavaVerifier verifier = new JavaVerifier(Files.createDirectory(folder.resolve("classes")));
    List<Case> cases = Cases.all();
    List<Verdict> expected = new ArrayList<>();
    ArrayNode asked = JSON.createArrayNode();
    for (Case each : cases) {
      Path files = Files.createDirectory(folder.resolve(Integer.toString(expected.size())));
      expected.add(verifier.run(JavaVerifierTest.arguments(files, each)));
      ObjectNode one =
          asked.addObject().put("policy", each.policy()).put("receipt", each.receipt());
      for (int i = 0; i < each.bundles().size(); i++) {
        one.withArray("bundles").add(files.resolve(i + ".zip").toString());
      }
    }

    JsonNode found = node(asked);

    SoftAssertions agreement = new SoftAssertions();
    for (int i = 0; i < cases.size(); i++) {
      Verdict page =
          new Verdict(found.path(i).path("status").asInt(), found.path(i).path("output").asText());
      agreement
          .assertThat(page.status())
          .as(cases.get(i) + page.output())
          .isEqualTo(cases.get(i).status());
      agreement.assertThat(page.status()).isEqualTo(expected.get(i).status());
      agreement.assertThat(page.where()).as(cases.get(i).name()).isEqualTo(expected.get(i).where());
      agreement.assertThat(page.statement()).isEqualTo(expected.get(i).statement());
    }
    agreement.assertAll();
  }

  @Test
  void rejectsABundleAfterAnySampledByteChanged() throws Exception {
    byte[] good = Cases.small();
    ArrayNode asked = JSON.createArrayNode();
    ObjectNode one = asked.addObject();
    one.withArray("bundles").add(Files.write(folder.resolve("good.zip"), good).toString());
    for (int at = 0; at < good.length; at += STRIDE) {
      one.withArray("flips").add(at);
    }

    JsonNode found = node(asked).path(0);

    assertThat(found.path("status").asInt()).isZero();
    assertThat(found.path("accepted")).isEmpty();
  }

  private JsonNode node(ArrayNode asked) throws Exception {
    Path cases = Files.write(folder.resolve("cases.json"), JSON.writeValueAsBytes(asked));
    Path page = JavaVerifier.source().resolveSibling("verify.html");
    Process process =
        new ProcessBuilder("node", "src/test/node/verify.mjs", page.toString(), cases.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return JSON.readTree(output);
  }
}
