package eu.bailiwick.registry.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.capacity.Plausibility;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.json.CatalogueJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of docs/capacity.md are what the registry answers for the sample. */
class CapacityGuideTest {

  private static final Pattern BLOCK = Pattern.compile("(?s)```json\n(.*?)```");

  @Test
  void theExamplesAreComparisonsOfTheSample() throws IOException {
    CatalogueState sample = EuropeanSites.state();
    Plausibility plausibility = new Plausibility(sample.list(Kind.ACCELERATORS), EuropeanSites.AT);
    List<JsonNode> comparisons =
        sample.ids(Kind.SITES).stream()
            .flatMap(
                site ->
                    plausibility.of(site, sample.list(Kind.CAPACITY_CLAIMS)).comparisons().stream())
            .map(comparison -> CatalogueJson.parse(CatalogueJson.write(comparison)))
            .toList();

    List<JsonNode> examples =
        BLOCK
            .matcher(Files.readString(Path.of("..", "docs", "capacity.md")))
            .results()
            .map(match -> CatalogueJson.parse(match.group(1)))
            .toList();

    assertThat(examples).hasSize(2);
    assertThat(comparisons).containsAll(examples);
  }
}
