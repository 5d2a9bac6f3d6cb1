package eu.bailiwick.routing.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ContractTest {

  @ParameterizedTest
  @FieldSource("eu.bailiwick.routing.usage.Contract#EXAMPLES")
  void exampleIsValid(String name) {
    assertThat(Contract.violations(Contract.example(name))).isEmpty();
  }

  @Test
  void everyExampleIsTried() throws Exception {
    var folder =
        Path.of(
            Objects.requireNonNull(ContractTest.class.getResource("/contract/examples")).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString().replace(".json", "")))
          .containsExactlyInAnyOrderElementsOf(Contract.EXAMPLES);
    }
  }

  @ParameterizedTest
  @FieldSource("eu.bailiwick.routing.usage.Contract#EXAMPLES")
  void exampleWithoutAnyOneOfItsEnvelopeMembersIsRefused(String name) {
    for (String member :
        List.of("version", "type", "cell", "router", "site", "epoch", "tenant", "sequence")) {
      var event = (ObjectNode) Contract.example(name);
      event.remove(member);
      assertThat(Contract.violations(event)).as("without %s", member).isNotEmpty();
    }
  }

  @Test
  void announcementHasNumberZero() {
    var event = (ObjectNode) Contract.example("announced");
    event.put("sequence", 1);
    assertThat(Contract.violations(event)).isNotEmpty();
  }

  @Test
  void instantAndIdMustBeWellFormed() {
    var event = (ObjectNode) Contract.example("opened");
    event.put("time", "yesterday").put("epoch", "first");
    assertThat(Contract.violations(event)).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void outcomeThatComesLaterIsValid() {
    var event = (ObjectNode) Contract.example("closed");
    event.put("outcome", "guardrail");
    assertThat(Contract.violations(event)).isEmpty();
  }
}
